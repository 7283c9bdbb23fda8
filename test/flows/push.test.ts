import { createECDH, createHash, createPublicKey, randomBytes } from 'node:crypto'
import { decrypt } from 'http_ece'
import { jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OwnPushes } from '../../controlplane/push/api.ts'
import { pushSeconds } from '../../controlplane/push/rules.ts'
import { purgePushes, queuePush } from '../../controlplane/push/send/actions.ts'
import { purgeSubscriptions } from '../../controlplane/push/subscription/actions.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type OtherSystem, startOtherSystem } from '../support/other-system.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { findInTables } from '../support/traces.ts'
import { until } from '../support/until.ts'

const dayMs = 86_400_000

let service: OtherSystem
let plane: TestControlPlane<HeldClock>
let lieve: SignedIn

beforeAll(async () => {
  service = await startOtherSystem()
  plane = await startControlPlane({ clock: holdClock(), reach: service.reach })
})
afterAll(async () => {
  await plane.stop()
  await service.stop()
})
beforeEach(async () => {
  lieve = await signInAs(plane, 'helpdesk')
})
afterEach(async () => {
  service.answers(201)
  await plane.sql`delete from push_subscriptions`
})

/** A browser as the service and the server see it: an address, and keys of its own. */
function openBrowser(language: 'nl' | 'en' = 'nl', origin = service.origin) {
  const keys = createECDH('prime256v1')
  const auth = randomBytes(16)
  const path = `/push/${randomBytes(12).toString('base64url')}`
  const body = {
    address: `${origin}${path}`,
    p256dh: keys.generateKeys('base64url'),
    auth: auth.toString('base64url'),
    language,
  }
  const hash = createHash('sha256').update(body.address).digest('hex')
  const heard = () => service.heard.filter(request => request.path === path)
  const read = (sealed: Buffer): unknown =>
    JSON.parse(
      decrypt(sealed, { version: 'aes128gcm', privateKey: keys, authSecret: body.auth }).toString('utf8'),
    )
  return { body, hash, heard, read }
}

const turnOn = (browser: ReturnType<typeof openBrowser>, person = lieve) =>
  tellAs(person, '/api/me/push', browser.body, 'PUT')
const own = async (person = lieve) => (await (await askAs(person, '/api/me/push')).json()) as OwnPushes
const push = (account = lieve.accountId, waiting = 1) =>
  plane.sql.begin(tx => queuePush(tx, { account, kind: 'p1', params: { waiting } }, plane.clock.now()))
const gets = (browser: ReturnType<typeof openBrowser>, count = 1) =>
  until(`push ${count}`, () => browser.heard().length >= count && browser.heard())
const isQuiet = () =>
  until('no work left', async () => (await plane.sql`select from work where kind = 'push'`).length === 0)

test('a push reaches each browser of a person, and only that browser can read it', async () => {
  const [dutch, english] = [openBrowser(), openBrowser('en')]
  for (const browser of [dutch, english]) expect((await turnOn(browser)).status).toBe(200)
  expect((await own()).known.toSorted()).toEqual([dutch.hash, english.hash].toSorted())
  expect(await push()).toBe(true)
  const [told] = await gets(dutch)
  expect(dutch.read(told!.body)).toEqual({ kind: 'p1', text: 'P1, 1 kind wacht' })
  expect(english.read((await gets(english))[0]!.body)).toEqual({ kind: 'p1', text: 'P1, 1 child waits' })
  expect(() => english.read(told!.body)).toThrow()
  expect(told!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '600', urgency: 'high' })
  expect(told!.headers.topic).toMatch(/^[0-9a-f]{32}$/)
  expect(told!.body.includes('wacht')).toBe(false)
})

test('a service can prove that a push is ours, by the key that browsers got', async () => {
  const browser = openBrowser()
  await turnOn(browser)
  await push()
  const [told] = await gets(browser)
  const [, token, key] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(told!.headers.authorization ?? '') ?? []
  expect(key).toBe((await own()).key)
  const point = Buffer.from(key!, 'base64url')
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) }
  const { payload } = await jwtVerify(token!, createPublicKey({ key: jwk, format: 'jwk' }), {
    audience: service.origin,
    algorithms: ['ES256'],
    currentDate: new Date(plane.clock.now()),
  })
  expect(payload.sub).toBe(plane.httpUrl)
  expect(payload.exp! * 1000 - plane.clock.now()).toBeLessThanOrEqual(dayMs)
})

test('where a browser is, and its keys, are in the database only sealed', async () => {
  const browser = openBrowser()
  await turnOn(browser)
  const { address, p256dh, auth } = browser.body
  expect(await findInTables(plane.sql, [address, p256dh, auth])).toEqual([])
})

test.each([404, 410])(
  'a browser that is gone (%i) is forgotten, and the others still get theirs',
  async status => {
    const [gone, there] = [openBrowser(), openBrowser()]
    for (const browser of [gone, there]) await turnOn(browser)
    service.answers((request, response) =>
      response.writeHead(gone.body.address.endsWith(request.url ?? '-') ? status : 201).end(),
    )
    await push()
    await gets(there)
    await isQuiet()
    expect((await own()).known).toEqual([there.hash])
    await push()
    await gets(there, 2)
    expect(gone.heard()).toHaveLength(1)
  },
)

test('a service that asks for patience is asked again, and a browser that has it gets it once', async () => {
  const [slow, quick] = [openBrowser(), openBrowser()]
  for (const browser of [slow, quick]) await turnOn(browser)
  service.answers((request, response) =>
    response.writeHead(slow.body.address.endsWith(request.url ?? '-') ? 503 : 201).end(),
  )
  await push()
  await gets(slow)
  await until('put off', async () => (await plane.sql`select from work where tries > 0`).length === 1)
  service.answers(201)
  plane.clock.move(2_000)
  const [first, second] = await gets(slow, 2)
  await isQuiet()
  expect(second!.headers.topic).toBe(first!.headers.topic)
  expect(quick.heard()).toHaveLength(1)
})

test('after ten minutes a push is too late, and is left', async () => {
  const browser = openBrowser()
  await turnOn(browser)
  service.answers(503)
  await push()
  await gets(browser)
  await until('put off', async () => (await plane.sql`select from work where tries > 0`).length === 1)
  service.answers(201)
  plane.clock.move(pushSeconds * 1000)
  await isQuiet()
  expect(browser.heard()).toHaveLength(1)
})

test('to a service that stands inside nothing is sent, whatever a browser claims', async () => {
  const inside = openBrowser('nl', service.origin.replace('localhost', '127.0.0.1'))
  expect((await turnOn(inside)).status).toBe(200)
  await push()
  await isQuiet()
  expect(inside.heard()).toEqual([])
})

test.each([
  [{ address: 'http://push.example.org/a' }, 400],
  [{ address: 'https://push.example.org/a\r\nb' }, 400],
  [{ p256dh: `B${'A'.repeat(86)}` }, 422],
  [{ auth: 'A'.repeat(21) }, 400],
])('a subscription that could never work is refused: %j', async (wrong, status) => {
  const { body } = openBrowser()
  expect((await tellAs(lieve, '/api/me/push', { ...body, ...wrong }, 'PUT')).status).toBe(status)
  expect((await own()).known).toEqual([])
})

test('who turned it off, whose account was shut, and who has no such role any more gets none', async () => {
  const browser = openBrowser()
  await turnOn(browser)
  const nel = await signInAs(plane, 'lead')
  // Nobody turns off what is somebody else's.
  await tellAs(nel, '/api/me/push/off', { hash: browser.hash })
  expect((await own()).known).toHaveLength(1)
  await plane.sql`update accounts set roles = '{logistics}' where id = ${lieve.accountId}`
  await push()
  await isQuiet()
  await plane.sql`
    update accounts set roles = '{helpdesk}', disabled_at = ${plane.clock.now()}::timestamptz
    where id = ${lieve.accountId}`
  await push()
  await isQuiet()
  await plane.sql`update accounts set disabled_at = null where id = ${lieve.accountId}`
  expect((await tellAs(lieve, '/api/me/push/off', { hash: browser.hash })).status).toBe(200)
  expect(await push()).toBe(false)
  expect(browser.heard()).toEqual([])
})

test('somebody else who signs in at a browser takes it over', async () => {
  const browser = openBrowser()
  await turnOn(browser)
  const nel = await signInAs(plane, 'lead')
  await turnOn(browser, nel)
  expect((await own()).known).toEqual([])
  await push(nel.accountId, 3)
  expect(browser.read((await gets(browser))[0]!.body)).toEqual({ kind: 'p1', text: 'P1, 3 kinderen wachten' })
})

test('somebody sends one to themselves, if a browser takes it', async () => {
  expect(await (await tellAs(lieve, '/api/me/push/test')).json()).toMatchObject({ error: 'no_push' })
  const browser = openBrowser()
  await turnOn(browser)
  expect((await tellAs(lieve, '/api/me/push/test')).status).toBe(200)
  const [told] = await gets(browser)
  expect(browser.read(told!.body)).toEqual({ kind: 'test', text: 'Dit is een test. Er wacht niemand.' })
})

test('of more than ten browsers the oldest make room', async () => {
  const browsers = [...Array(12)].map(() => openBrowser())
  for (const browser of browsers) {
    plane.clock.move(1_000)
    await turnOn(browser)
  }
  expect((await own()).known).toEqual(browsers.slice(2).map(({ hash }) => hash))
})

test('pushes are forgotten after 30 days, browsers that took none for 180', async () => {
  const browser = openBrowser()
  await turnOn(browser)
  await push()
  await gets(browser)
  await isQuiet()
  const now = plane.clock.now()
  await purgePushes(plane.sql, now + 30 * dayMs + 1)
  expect(await plane.sql`select from pushes where account_id = ${lieve.accountId}`).toHaveLength(0)
  await purgeSubscriptions(plane.sql, now + 180 * dayMs)
  expect((await own()).known).toHaveLength(1)
  await purgeSubscriptions(plane.sql, now + 180 * dayMs + 1)
  expect((await own()).known).toEqual([])
})
