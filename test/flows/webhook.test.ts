import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findStuckDeliveries } from '../../controlplane/integration/delivery/queries.ts'
import { purgeLinks } from '../../controlplane/integration/purge/actions.ts'
import { queueWebhook } from '../../controlplane/integration/webhook/actions.ts'
import type { DeliveryRow, WebhookPage } from '../../controlplane/integration/webhook/api.ts'
import type { WebhookBody, WebhookKind } from '../../controlplane/integration/webhook/rules.ts'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type OtherSystem, startOtherSystem } from '../support/other-system.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { findInTables } from '../support/traces.ts'
import { until } from '../support/until.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let plane: TestControlPlane<HeldClock>
let other: OtherSystem
let admin: SignedIn
let secret: string

beforeAll(async () => {
  other = await startOtherSystem()
  plane = await startControlPlane({ clock: holdClock(), reach: other.reach })
  await confirm()
  // What waits for long is told as a ticket, and a ticket is told here too: it would be one message more.
  await tellAs(admin, '/api/rules/housekeeping', { on: false }, 'PUT')
  secret = (await (await save()).json()).secret
})
afterAll(async () => {
  await plane.stop()
  await other.stop()
})

/** Each test has another system that says yes, and no message of the others. */
beforeEach(async () => {
  await plane.sql`truncate webhook_deliveries`
  other.answers(204)
  other.heard.length = 0
  await confirm()
  await save()
})

/** Somebody who has just proved to be there. */
async function confirm(): Promise<void> {
  admin = await signInAs(plane, 'admin')
}

const wanted = ['ticket_opened', 'alarm'] as const
const save = (over: object = {}) =>
  tellAs(
    admin,
    '/api/webhook',
    { address: `${other.origin}/in?a=1`, isOn: true, kinds: wanted, ...over },
    'PUT',
  )
const page = async (): Promise<WebhookPage> => (await askAs(admin, '/api/webhook')).json()
const only = async (): Promise<DeliveryRow> => (await page()).deliveries[0]!

const ticket = { ticket: 'M-2026-0001', priority: 1, symptom: 'child_waits', state: 'new' } as const
const queue = (kind: WebhookKind = 'ticket_opened', body: WebhookBody = ticket) =>
  plane.sql.begin(tx => queueWebhook(tx, { kind, body, now: plane.clock.now() }))

/** So much later, with everything done that is due then. */
async function pass(ms: number): Promise<void> {
  plane.clock.move(ms)
  await plane.runDue()
  await until('what is due is done', async () => (await plane.sql`select from work limit 1`).length === 0)
  await confirm()
}
const heard = (count: number) => until(`${count} messages`, () => other.heard.length >= count)

/** Whether a message is signed by this secret, as another system would see for itself. */
function isSignedBy(by: string, { headers, body }: OtherSystem['heard'][number]): boolean {
  const [, at = '', rest = ''] = /^t=(\d+),(.*)$/.exec(String(headers['setwacht-signature'])) ?? []
  expect(Number(at)).toBe(Math.floor(plane.clock.now() / 1000))
  const mine = createHmac('sha256', by).update(`${at}.${body}`).digest('hex')
  return rest.split(',').includes(`v1=${mine}`)
}

test('what is committed is told, signed, under an id; what is rolled back is not', async () => {
  const torn = plane.sql.begin(async tx => {
    await queueWebhook(tx, { kind: 'alarm', body: ticket, now: plane.clock.now() })
    throw new Error('torn')
  })
  await expect(torn).rejects.toThrow('torn')
  await queue()
  await heard(1)
  const [one] = other.heard
  expect(one).toMatchObject({ method: 'POST', path: '/in?a=1' })
  expect(one!.headers).toMatchObject({
    'content-type': 'application/json',
    'setwacht-kind': 'ticket_opened',
    'setwacht-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(JSON.parse(one!.body.toString())).toEqual({
    id: one!.headers['setwacht-id'],
    kind: 'ticket_opened',
    at: plane.clock.now(),
    ...ticket,
  })
  expect(isSignedBy(secret, one!)).toBe(true)
  expect(isSignedBy(`${secret}x`, one!)).toBe(false)
  await until('it counts as delivered', async () => (await page()).deliveredAt === plane.clock.now())
  expect(await page()).toMatchObject({ waiting: 0, failed: 0, deliveries: [] })
})

test('what is not wanted, or while it is switched off, leaves no message', async () => {
  await queue('ticket_claimed')
  await save({ isOn: false })
  await queue('alarm')
  expect(await plane.sql`select from webhook_deliveries`).toHaveLength(0)
})

test('nobody’s name goes out: what is no code ends the act that tells it', async () => {
  for (const symptom of ['geen beeld', 'mama@huis.example', 'Zoë', '', 'a'.repeat(81)])
    await expect(queue('alarm', { symptom })).rejects.toThrow('holds no code in symptom')
  await expect(queue('alarm', { priority: Number.NaN })).rejects.toThrow('priority')
  expect(await plane.sql`select from webhook_deliveries`).toHaveLength(0)
})

test('the messages of sets may cause one too: their role in the database adds it and reads no address', async () => {
  const intake = openDatabase(plane.databaseUrl, { max: 1, role: 'setwacht_intake' })
  await intake.begin(tx => queueWebhook(tx, { kind: 'alarm', body: ticket, now: plane.clock.now() }))
  await heard(1)
  await expect(intake`select sealed from webhooks`).rejects.toMatchObject({ code: '42501' })
  await expect(intake`select body from webhook_deliveries`).rejects.toMatchObject({ code: '42501' })
  await intake.end()
})

test('one that is refused is tried again after longer and longer, under the same id, and arrives', async () => {
  other.answers(503)
  await queue()
  await heard(1)
  await until('the first try', async () => (await only())?.tries === 1)
  expect(await only()).toMatchObject({
    state: 'waiting',
    ticket: 'M-2026-0001',
    why: 'status',
    status: 503,
    nextAt: plane.clock.now() + 15 * secondMs,
  })
  await pass(10 * secondMs)
  expect(other.heard).toHaveLength(1)
  await pass(10 * secondMs)
  await heard(2)
  await until('the second try', async () => (await only()).nextAt === plane.clock.now() + 30 * secondMs)
  other.answers(200)
  await pass(40 * secondMs)
  await heard(3)
  await until('it has arrived', async () => (await page()).deliveries.length === 0)
  expect(new Set(other.heard.map(({ headers }) => headers['setwacht-id'])).size).toBe(1)
  expect(new Set(other.heard.map(({ headers }) => headers['setwacht-signature'])).size).toBe(3)
  await pass(hourMs)
  expect(other.heard).toHaveLength(3)
})

test('after a day it has failed and stands in the list; by hand it goes out again', async () => {
  other.answers(500)
  await queue()
  await heard(1)
  let turns = 0
  while ((await only())?.state !== 'failed') {
    await pass(hourMs)
    turns += 1
    expect(turns).toBeLessThan(30)
  }
  expect(turns).toBeGreaterThan(22)
  expect(other.heard.length).toBeLessThan(40)
  expect(await page()).toMatchObject({ waiting: 0, failed: 1 })
  const tried = other.heard.length
  await pass(3 * hourMs)
  expect(other.heard).toHaveLength(tried)
  await confirm()
  other.answers(200)
  const { id } = await only()
  expect((await tellAs(admin, `/api/webhook/deliveries/${id}/retry`)).status).toBe(200)
  await until('it has arrived', async () => (await page()).deliveries.length === 0)
  const again = await tellAs(admin, `/api/webhook/deliveries/${id}/retry`)
  expect([again.status, (await again.json()).error]).toEqual([409, 'delivery_done'])
})

test('a test says how the other answers, also while it is switched off, and is tried once', async () => {
  await save({ isOn: false })
  other.answers(404)
  expect((await tellAs(admin, '/api/webhook/test')).status).toBe(200)
  await until('its outcome', async () => (await only())?.state === 'failed')
  expect(await only()).toMatchObject({ kind: 'test', why: 'status', status: 404, tries: 1, nextAt: null })
  expect(isSignedBy(secret, other.heard[0]!)).toBe(true)
  await pass(hourMs)
  expect(other.heard).toHaveLength(1)
  other.answers(204)
  await confirm()
  await tellAs(admin, '/api/webhook/test')
  await until('its outcome', async () => (await only()).state === 'delivered')
})

test('for a day after the secret was made anew both sign, then the new one alone', async () => {
  const { secret: next } = await (await tellAs(admin, '/api/webhook/secret')).json()
  expect(next).not.toBe(secret)
  await queue()
  await heard(1)
  expect([secret, next].map(one => isSignedBy(one, other.heard[0]!))).toEqual([true, true])
  expect((await page()).webhook?.oldSecretEndsAt).toBe(plane.clock.now() + dayMs)
  await pass(dayMs + 1)
  await queue()
  await heard(2)
  expect([secret, next].map(one => isSignedBy(one, other.heard[1]!))).toEqual([false, true])
  secret = next
})

test('a secret is shown once: not in the page, not in the log, not in the database; nor is the address', async () => {
  const text = JSON.stringify([await page(), await (await askAs(admin, '/api/audit')).json()])
  expect(text).not.toContain(secret)
  expect(await (await save()).json()).toEqual({ done: true, secret: null })
  expect(await findInTables(plane.sql, [secret, '/in?a=1'])).toEqual([])
})

test.each([
  ['http://hooks.example.org/', 'link_not_https'],
  ['https://user@hooks.example.org/', 'link_bad_address'],
  ['https://127.1/', 'link_bad_address'],
  ['https://10.0.0.1/', 'link_refused_address'],
  ['https://169.254.169.254/', 'link_refused_address'],
])('%s is refused before it is kept', async (address, error) => {
  const answer = await save({ address })
  expect([answer.status, (await answer.json()).error]).toEqual([422, error])
  expect((await page()).webhook?.address).toBe(`${other.origin}/in?a=1`)
})

test('while nobody is there a storm waits, and does not hold the work up', async () => {
  const gone = await startOtherSystem()
  await gone.stop()
  await save({ address: gone.origin })
  await plane.sql.begin(async tx => {
    for (let count = 0; count < 60; count += 1)
      await queueWebhook(tx, { kind: 'alarm', body: ticket, now: plane.clock.now() })
  })
  await until('the work is done', async () => (await plane.sql`select from work limit 1`).length === 0)
  const [row] = await plane.sql<{ tried: number; waiting: number }[]>`
    select count(*) filter (where tries > 0)::int4 as tried, count(*) filter (where next_at is not null)::int4 as waiting
    from webhook_deliveries`
  expect(row?.waiting).toBe(60)
  expect(row?.tried).toBeLessThanOrEqual(16)
  expect(await findStuckDeliveries(plane.sql, plane.clock.now() + 5 * minuteMs - 1)).toEqual([])
  expect(await findStuckDeliveries(plane.sql, plane.clock.now() + 5 * minuteMs)).toHaveLength(60)
  await save()
  for (let turn = 0; turn < 10; turn += 1) await pass(minuteMs)
  await until('all have arrived', async () => (await page()).waiting === 0)
  expect(new Set(other.heard.map(({ headers }) => headers['setwacht-id'])).size).toBe(60)
})

test('messages are forgotten after thirty days', async () => {
  await queue()
  await heard(1)
  await purgeLinks(plane.sql, plane.clock.now() + 30 * dayMs)
  expect(await plane.sql`select from webhook_deliveries`).toHaveLength(1)
  await purgeLinks(plane.sql, plane.clock.now() + 30 * dayMs + 1)
  expect(await plane.sql`select from webhook_deliveries`).toHaveLength(0)
})
