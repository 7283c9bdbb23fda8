import { createECDH } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findStuckMails } from '../../controlplane/mail/queries.ts'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { turnOn } from '../../controlplane/push/subscription/actions.ts'
import { openTicket } from '../../controlplane/tickets/open/actions.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type OtherSystem, startOtherSystem } from '../support/other-system.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'

/** A Monday of lessons, at ten. */
const at = brussels('2026-11-23T10:00')

let server: MailServer
let other: OtherSystem
let plane: TestControlPlane<HeldClock>

beforeAll(async () => {
  server = await startMailServer()
  other = await startOtherSystem()
  plane = await startControlPlane({ clock: holdClock(at), mail: server.settings, reach: other.reach })
})
afterAll(async () => {
  await plane.stop()
  await server.stop()
  await other.stop()
})

/** Somebody with this role, and an address of their own. */
async function add(name: string, role: Role): Promise<string> {
  const personal = await openPersonalKeys(plane.dataDir, at)
  const person = {
    issuer: 'provider',
    subject: name,
    roles: [role],
    firstName: name,
    name,
    email: addressOf(name),
  }
  return plane.sql.begin(tx => ensureAccount(tx, personal, person, at))
}
/** A browser of theirs takes pushes, of the service that stands here. */
async function takesPushes(account: string): Promise<void> {
  const personal = await openPersonalKeys(plane.dataDir, at)
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  const browser = { address: `${other.origin}/push`, p256dh, auth: 'A'.repeat(22), language: 'nl' } as const
  expect(await turnOn({ sql: plane.sql, personal }, browser, { actor: account, now: at })).toMatchObject({
    ok: true,
  })
}
const addressOf = (name: string) => `${name}@helpdesk.example`
const heardBy = (name: string) => server.heard.filter(({ to }) => to.includes(addressOf(name)))
const hears = (name: string, count = 1) => until(`${name} hears of it`, () => heardBy(name).length >= count)

const urgent = (key: string) =>
  plane.sql.begin(tx =>
    openTicket(
      tx,
      { key, priority: 1, family: 'connection', symptom: 'child_waits', source: 'rule' },
      plane.clock.now(),
    ),
  )

test('what is urgent and nobody takes is told: after a minute to who is on duty, after three to the leads, each once', async () => {
  const nel = await add('nel', 'helpdesk')
  await add('tine', 'helpdesk')
  await add('wim', 'lead')
  await plane.sql`
    insert into duties (account_id, starts_at, ends_at) values (${nel}, ${at - 3_600_000}, ${at + 3_600_000})`
  await takesPushes(nel)
  const { no } = await urgent('trajectory:T-1/connection')
  await passTime(plane, 55_000)
  expect(server.heard).toEqual([])
  await passTime(plane, 5000)
  await hears('nel')
  const [mail] = heardBy('nel')
  expect(mail!.head).toContain(`(${no})`)
  await until('the push', () => other.heard.some(({ path }) => path === '/push'))
  await passTime(plane, 120_000)
  await hears('wim')
  await passTime(plane, 300_000)
  expect([heardBy('nel'), heardBy('wim'), heardBy('tine')].map(({ length }) => length)).toEqual([1, 1, 0])
  const events = await plane.sql`
    select detail from ticket_events e join tickets t on t.id = e.ticket_id where t.no = ${no} and e.kind = 'alarmed'
    order by at`
  expect(events.map(({ detail }) => detail)).toEqual([
    { step: 'duty', people: 1, mails: 1, pushes: 1 },
    { step: 'lead', people: 1, mails: 1, pushes: 0 },
  ])
})

test('who takes it in time ends that, and who gives it back begins it anew', async () => {
  const { no } = await urgent('trajectory:T-2/connection')
  const helpdesk = await signInAs(plane, 'helpdesk')
  await passTime(plane, 30_000)
  expect((await tellAs(helpdesk, `/api/tickets/${no}/claim`, {})).status).toBe(200)
  await passTime(plane, 90_000)
  expect(heardBy('nel').filter(({ head }) => head.includes(`(${no})`))).toEqual([])
  expect((await tellAs(helpdesk, `/api/tickets/${no}/release`, {})).status).toBe(200)
  await passTime(plane, 60_000)
  await until('nel hears of it', () => heardBy('nel').some(({ head }) => head.includes(`(${no})`)))
})

test('a mail that waits while somebody takes the ticket is withdrawn, and counts as no mail that is stuck', async () => {
  await add('noor', 'helpdesk')
  const { no } = await urgent('trajectory:T-4/connection')
  server.refuses(451)
  await passTime(plane, 60_000)
  const unsent = () => plane.sql<{ tries: number; withdrawnAt: number | null }[]>`
    select tries, withdrawn_at as "withdrawnAt" from mails where subject = ${`ticket:${no}`} and sent_at is null`
  await until('it was tried', async () => (await unsent()).some(({ tries }) => tries > 0))
  const helpdesk = await signInAs(plane, 'helpdesk')
  expect((await tellAs(helpdesk, `/api/tickets/${no}/claim`, {})).status).toBe(200)
  server.refuses(undefined)
  // Sooner than a silent owner gives it back.
  await passTime(plane, 160_000)
  await until('it is withdrawn', async () =>
    (await unsent()).every(({ withdrawnAt }) => withdrawnAt !== null),
  )
  expect(server.heard.filter(({ head }) => head.includes(`(${no})`))).toEqual([])
  const stuck = await findStuckMails(plane.sql, plane.clock.now())
  expect(stuck.filter(({ subject }) => subject === `ticket:${no}`)).toEqual([])
})

test('a mail is in the language of who gets it', async () => {
  const nel = await plane.sql<{ id: string }[]>`select id from accounts where subject = 'nel'`
  const chosen = await tellAs(
    await signInAs(plane, 'helpdesk'),
    '/api/me/language',
    { language: 'en' },
    'PUT',
  )
  expect(chosen.status).toBe(200)
  await plane.sql`update accounts set language = 'en' where id = ${nel[0]!.id}`
  const { no } = await urgent('trajectory:T-5/connection')
  await passTime(plane, 60_000)
  const mail = await until('the mail', () => heardBy('nel').find(({ head }) => head.includes(`(${no})`)))
  expect(mail.body).toContain('Nobody took this ticket yet.')
  expect(await plane.sql`select from audit_log where act = 'language_chosen'`).toHaveLength(1)
})

test('another system hears what happens to a ticket, in codes', async () => {
  const kinds = ['ticket_opened', 'ticket_claimed', 'ticket_changed', 'ticket_resolved', 'alarm']
  const hook = { address: `${other.origin}/in`, isOn: true, kinds }
  const admin = await signInAs(plane, 'admin')
  expect((await tellAs(admin, '/api/webhook', hook, 'PUT')).status).toBe(200)
  other.answers(204)
  const { no } = await urgent('trajectory:T-3/connection')
  await passTime(plane, 60_000)
  const helpdesk = await signInAs(plane, 'helpdesk')
  await tellAs(helpdesk, `/api/tickets/${no}/claim`, {})
  const solved = { cause: 'cable', solution: 'plugged_in', fixedBy: 'user' }
  expect((await tellAs(helpdesk, `/api/tickets/${no}/resolve`, solved)).status).toBe(200)
  const of = () =>
    other.heard
      .filter(({ path }) => path === '/in')
      .map(({ body }) => JSON.parse(String(body)))
      .filter(({ ticket }) => ticket === String(no))
  await until('all of it', () => of().length >= 4)
  expect(of().map(({ kind, state, priority }) => ({ kind, state, priority }))).toEqual([
    { kind: 'ticket_opened', state: 'new', priority: 1 },
    { kind: 'alarm', state: 'new', priority: 1 },
    { kind: 'ticket_claimed', state: 'open', priority: 1 },
    { kind: 'ticket_resolved', state: 'resolved', priority: 1 },
  ])
})
