import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { MailsPage } from '../../controlplane/mail/api.ts'
import { findStuckMails } from '../../controlplane/mail/queries.ts'
import { type NewMail, purgeMails, queueMail } from '../../controlplane/mail/queue/actions.ts'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import { openPersonalKeys, type PersonalData } from '../../controlplane/platform/keys/personal-data.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { openSignInOf } from '../support/every-route-ground.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { findInTables } from '../support/traces.ts'
import { until } from '../support/until.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let server: MailServer
let plane: TestControlPlane<HeldClock>
let personal: PersonalData
let mails = 0

beforeAll(async () => {
  server = await startMailServer()
  plane = await startControlPlane({ clock: holdClock(), mail: server.settings })
  personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
})
afterAll(async () => {
  await plane.stop()
  await server.stop()
})
afterEach(() => server.refuses(undefined))

/** Every test has a ticket and somebody of its own. */
const fresh = () => {
  mails += 1
  return { ticket: `ticket:M-${mails}`, address: `els-${mails}@helpdesk.example` }
}
const p1 = (subject: string, address: string): NewMail => ({
  to: { address, name: 'Els' },
  template: 'duty_p1',
  params: { waiting: 1 },
  subject,
  language: 'nl',
})
const queue = (mail: NewMail, on = plane) =>
  on.sql.begin(tx => queueMail(tx, { personal }, mail, on.clock.now()))
const heardBy = (address: string, at = server) => at.heard.filter(({ to }) => to.includes(address))
const arrives = (address: string, count = 1, at = server) =>
  until(`mail ${count} to ${address}`, () => heardBy(address, at).length >= count && heardBy(address, at))
const rowOf = async (address: string, on = plane) => {
  const [hash] = personal.wordHashes([address])
  const [row] = await on.sql<
    { sentAt: number | null; failedAt: number | null; tries: number; lastFailure: string | null }[]
  >`
    select sent_at as "sentAt", failed_at as "failedAt", tries, last_failure as "lastFailure" from mails
    where address_hash = ${hash!} order by id desc limit 1`
  return row
}
const fails = (address: string, why: string, on = plane) =>
  until(`${why} of ${address}`, async () => (await rowOf(address, on))?.lastFailure === why)

/** It arrives before that is written down. */
const isNoted = (address: string) =>
  until(`${address} is noted`, async () => ((await rowOf(address))?.sentAt ?? null) !== null)

test('a mail leaves after the commit: a code and a link, in plain text, from and to by fields', async () => {
  const { ticket, address } = fresh()
  await queue(p1(ticket, address))
  const [mail] = await arrives(address)
  expect(mail).toMatchObject({ from: 'setwacht@helpdesk.example', to: [address] })
  expect(mail!.head).toMatch(/^From: Setwacht <setwacht@helpdesk\.example>$/m)
  expect(mail!.head).toMatch(new RegExp(`^To: Els <${address}>$`, 'm'))
  expect(mail!.head).toMatch(/^Subject: P1, 1 kind wacht \(M-\d+\)$/m)
  expect(mail!.head).toMatch(/^Content-Type: text\/plain/im)
  expect(mail!.head).toMatch(/^Auto-Submitted: auto-generated$/im)
  const { httpUrl } = plane
  expect(mail!.body.replaceAll('\r\n', '\n').trim()).toBe(
    [
      'P1, 1 kind wacht. Niemand nam deze melding al.',
      `Melding M-${mails}. Neem ze in Setwacht:`,
      `${httpUrl}/tickets/M-${mails}`,
      'Antwoorden op deze mail leest niemand. Bel ons op +32 15 00 00 00.',
    ].join('\n\n'),
  )
  await isNoted(address)
  expect(await rowOf(address)).toMatchObject({ sentAt: plane.clock.now(), tries: 1 })
})

test('what is rolled back is not sent', async () => {
  const { ticket, address } = fresh()
  const undone = plane.sql.begin(async tx => {
    await queueMail(tx, { personal }, p1(ticket, address), plane.clock.now())
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  const after = fresh()
  await queue(p1(after.ticket, after.address))
  await arrives(after.address)
  expect(heardBy(address)).toEqual([])
})

test('to whom is in the database only sealed, and a link in no way at all', async () => {
  const { ticket, address } = fresh()
  const params = { audience: 'school', question: 'works_again' } as const
  await queue({ to: { address }, template: 'question', params, subject: ticket, language: 'en' })
  const [mail] = await arrives(address)
  const token = /\/antwoord#([A-Za-z0-9_-]{22})\s/.exec(mail!.body)?.[1]
  expect(token).toBeDefined()
  expect(mail!.body).toContain('Nobody reads answers to this mail.')
  expect(await findInTables(plane.sql, [address, token!])).toEqual([])
  await isNoted(address)
  const acts = await plane.sql`select actor, detail from audit_log where act = 'answer_link_sent'`
  expect(acts).toHaveLength(1)
})

test.each([
  'els@helpdesk.example, an@elsewhere.example',
  'els@helpdesk.example\r\nBcc: an@elsewhere.example',
  'Els <els@helpdesk.example>',
])('%j is refused as an address, and nothing is queued', async address => {
  const { ticket } = fresh()
  expect(await queue({ ...p1(ticket, ''), to: { address } })).toEqual({
    ok: false,
    refusal: 'wrong_recipient',
  })
  expect(await plane.sql`select from mails where subject = ${ticket}`).toHaveLength(0)
})

test('a name with signs in it stays a name', async () => {
  const { ticket, address } = fresh()
  await queue({ ...p1(ticket, address), to: { address, name: "Zoë D'Hondt (dienst)" } })
  const [mail] = await arrives(address)
  expect(mail!.to).toEqual([address])
  expect(mail!.head.match(/@/g)?.length).toBe(3)
})

test('ten mails an hour about one ticket, twenty to one address, however many ask at once', async () => {
  const { ticket } = fresh()
  const about = await Promise.all(
    [...Array(14)].map((_, n) => queue(p1(ticket, `a-${mails}-${n}@x.example`))),
  )
  expect(about.filter(({ ok }) => ok)).toHaveLength(10)
  const { address } = fresh()
  const to = await Promise.all([...Array(24)].map((_, n) => queue(p1(`ticket:N-${mails}-${n}`, address))))
  expect(to.filter(({ ok }) => ok)).toHaveLength(20)
  expect(to.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: 'too_many_mails' })
  plane.clock.move(hourMs)
  expect(await queue(p1(ticket, address))).toMatchObject({ ok: true })
  await arrives(address, 21)
})

test('a server that asks for patience gets the mail later, once, and under the same number', async () => {
  const { ticket, address } = fresh()
  server.refuses(451)
  await queue(p1(ticket, address))
  await fails(address, 'put_off')
  expect(await findStuckMails(plane.sql, plane.clock.now())).toEqual([])
  server.refuses(undefined)
  plane.clock.move(6 * minuteMs)
  await arrives(address)
  await isNoted(address)
  expect(await rowOf(address)).toMatchObject({ failedAt: null, tries: 2 })
  expect(heardBy(address)).toHaveLength(1)
})

test('an address that the server refuses is given up at once, and stands in the list', async () => {
  const { ticket, address } = fresh()
  server.refuses(550)
  await queue(p1(ticket, address))
  await fails(address, 'refused')
  const list = (await (await askAs(await signInAs(plane, 'lead'), '/api/mails')).json()) as MailsPage
  expect(list.failed[0]).toMatchObject({ subject: ticket, lastFailure: 'refused', tries: 1 })
  expect(JSON.stringify(list)).not.toContain(address)
})

test('a server that is away is tried for a day; the mail shows as stuck, then as not sent', async () => {
  const away = await startMailServer()
  const other = await startControlPlane({ clock: holdClock(), mail: away.settings })
  personal = await openPersonalKeys(other.dataDir, other.clock.now())
  const { ticket, address } = fresh()
  await away.stop()
  await queue(p1(ticket, address), other)
  await fails(address, 'unreachable', other)
  other.clock.move(5 * minuteMs + 1)
  expect(await findStuckMails(other.sql, other.clock.now())).toMatchObject([
    { subject: ticket, lastFailure: 'unreachable' },
  ])
  other.clock.move(dayMs - 6 * minuteMs)
  await until('another try', async () => ((await rowOf(address, other))?.tries ?? 0) >= 2)
  expect((await rowOf(address, other))?.failedAt).toBeNull()
  other.clock.move(6 * minuteMs)
  await until('given up', async () => (await rowOf(address, other))?.failedAt === other.clock.now())
  expect(await findStuckMails(other.sql, other.clock.now())).toEqual([])
  await until(
    'no work left',
    async () => (await other.sql`select from work where kind = 'mail'`).length === 0,
  )
  await other.stop()
  personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
})

test.each(['tls', 'starttls'] as const)(
  'by %s, with who we are, when its authority is named',
  async security => {
    const user = { name: 'setwacht', password: 'een geheim / met tekens' }
    const safe = await startMailServer({ security, user })
    const other = await startControlPlane({ clock: holdClock(), mail: safe.settings })
    personal = await openPersonalKeys(other.dataDir, other.clock.now())
    const { ticket, address } = fresh()
    await queue(p1(ticket, address), other)
    expect((await arrives(address, 1, safe))[0]?.isSecure).toBe(true)
    await other.stop()
    await safe.stop()
    personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
  },
)

test.each([
  ['untrusted', { security: 'tls', isRogue: true }],
  ['untrusted', { security: 'starttls', isRogue: true }],
  ['not_let_in', { security: 'tls', user: { name: 'somebody', password: 'else' } }],
] as const)('%s: nothing is handed to a server like %j', async (why, start) => {
  const wrong = await startMailServer(start)
  const mail = { ...wrong.settings, user: 'setwacht', password: 'kept' }
  const other = await startControlPlane({ clock: holdClock(), mail })
  personal = await openPersonalKeys(other.dataDir, other.clock.now())
  const { ticket, address } = fresh()
  await queue(p1(ticket, address), other)
  await fails(address, why, other)
  expect(wrong.heard).toEqual([])
  await other.stop()
  await wrong.stop()
  personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
})

test('a server without TLS gets nothing where TLS is asked', async () => {
  const mail = { ...server.settings, security: 'starttls' } as const
  const other = await startControlPlane({ clock: holdClock(), mail })
  personal = await openPersonalKeys(other.dataDir, other.clock.now())
  const { ticket, address } = fresh()
  await queue(p1(ticket, address), other)
  await fails(address, 'untrusted', other)
  expect(heardBy(address)).toEqual([])
  await other.stop()
  personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
})

test('without a server nothing is sent, and the reason is told', async () => {
  const other = await startControlPlane({ clock: holdClock() })
  personal = await openPersonalKeys(other.dataDir, other.clock.now())
  const { ticket, address } = fresh()
  await queue(p1(ticket, address), other)
  await fails(address, 'no_server', other)
  const list = (await (await askAs(other.admin, '/api/mails')).json()) as MailsPage
  expect(list).toMatchObject({ hasServer: false, failed: [{ lastFailure: 'no_server' }] })
  await other.stop()
  personal = await openPersonalKeys(plane.dataDir, plane.clock.now())
})

test('who looks after mails sends one to themselves', async () => {
  const person = { issuer: 'https://login.example.org', subject: 'lead', roles: ['lead'] as const }
  const name = { firstName: 'Nel', name: 'Test', email: 'nel@helpdesk.example' }
  const now = plane.clock.now()
  const accountId = await plane.sql.begin(tx => ensureAccount(tx, personal, { ...person, ...name }, now))
  const { token } = await openSignInOf(plane, accountId)
  const nel: SignedIn = { httpUrl: plane.httpUrl, cookie: `__Host-setwacht=${token}`, accountId }
  expect((await tellAs(nel, '/api/mails/test', { language: 'en' })).status).toBe(200)
  const [mail] = await arrives('nel@helpdesk.example')
  expect(mail!.head).toMatch(/^Subject: Test mail of Setwacht$/m)
  expect(
    await (await tellAs(await signInAs(plane, 'admin'), '/api/mails/test', { language: 'en' })).json(),
  ).toMatchObject({
    error: 'no_own_address',
  })
})

test('mails are forgotten after 30 days', async () => {
  const { ticket, address } = fresh()
  await queue(p1(ticket, address))
  await arrives(address)
  await purgeMails(plane.sql, plane.clock.now() + 30 * dayMs - 1)
  expect(await rowOf(address)).toBeDefined()
  await purgeMails(plane.sql, plane.clock.now() + 30 * dayMs + 1)
  expect(await rowOf(address)).toBeUndefined()
})
