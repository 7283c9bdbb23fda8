import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendHeartbeat } from '../../controlplane/integration/heartbeat/actions.ts'
import type { Heartbeat } from '../../controlplane/integration/heartbeat/api.ts'
import type { PassedAt } from '../../controlplane/integration/heartbeat/rules.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { openReach } from '../../controlplane/platform/reach/reach.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type OtherSystem, startOtherSystem } from '../support/other-system.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs

let plane: TestControlPlane<HeldClock>
let watch: OtherSystem
let admin: SignedIn

beforeAll(async () => {
  watch = await startOtherSystem()
  plane = await startControlPlane({ clock: holdClock(), reach: watch.reach })
})
afterAll(async () => {
  await plane.stop()
  await watch.stop()
})
beforeEach(async () => {
  watch.answers(200)
  admin = await signInAs(plane, 'admin')
  await save()
  watch.heard.length = 0
})

const save = (over: object = {}) =>
  tellAs(
    admin,
    '/api/heartbeat',
    { address: `${watch.origin}/ping`, method: 'POST', isOn: true, ...over },
    'PUT',
  )
const shown = async (): Promise<Heartbeat> => {
  admin = await signInAs(plane, 'admin')
  return (await (await askAs(admin, '/api/heartbeat')).json()).heartbeat
}
async function minute(): Promise<void> {
  plane.clock.move(minuteMs)
  await plane.runDue()
}

/** As the schedule does it, where these parts passed their own work then. */
async function sendWhere(passed: () => Promise<PassedAt>): Promise<void> {
  const [reach, personal] = await Promise.all([
    openReach(watch.reach),
    openPersonalKeys(plane.dataDir, plane.clock.now()),
  ])
  await sendHeartbeat(
    { sql: plane.sql, personal, reach, nudges: { tell: () => undefined }, passed },
    plane.clock.now(),
  )
}

test('while all is well the other hears us every minute, once, as it wants to', async () => {
  await minute()
  await minute()
  expect(watch.heard.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /ping', 'POST /ping'])
  expect(await shown()).toMatchObject({ sentAt: plane.clock.now(), why: null, missing: [] })
  await save({ method: 'GET', address: `${watch.origin}/other` })
  await minute()
  expect(watch.heard.at(-1)).toMatchObject({ method: 'GET', path: '/other' })
})

test('switched off, nothing is sent', async () => {
  await save({ isOn: false })
  await minute()
  expect(watch.heard).toEqual([])
})

test('when one part has not passed its own work nothing is sent, and it is named', async () => {
  const now = plane.clock.now()
  const well = { judge: now, intake: now, schedule: now, mail: now }
  await sendWhere(async () => well)
  expect(watch.heard).toHaveLength(1)
  const late = { judge: minuteMs, intake: minuteMs, schedule: minuteMs, mail: 5 * minuteMs }
  for (const [part, limit] of Object.entries(late)) {
    await sendWhere(async () => ({ ...well, [part]: now - limit - 1 }))
    expect(await shown()).toMatchObject({ missing: [part], sentAt: now })
    await sendWhere(async () => ({ ...well, [part]: null }))
    expect(watch.heard).toHaveLength(1)
    await sendWhere(async () => ({ ...well, [part]: now - limit }))
    expect(watch.heard).toHaveLength(2)
    watch.heard.length = 1
  }
})

test('since when something stands still is kept until it goes on', async () => {
  const at = plane.clock.now()
  await sendWhere(async () => ({ mail: null, judge: null }))
  plane.clock.move(minuteMs)
  await sendWhere(async () => ({ mail: null }))
  expect(await shown()).toMatchObject({ missing: ['mail'], missingSince: at })
  await minute()
  // Judging has its turn after the heartbeat, when time is moved by hand.
  await minute()
  expect(await shown()).toMatchObject({ missing: [], missingSince: null, sentAt: plane.clock.now() })
})

test('what cannot be asked has not passed, and nothing is sent', async () => {
  await expect(sendWhere(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(watch.heard).toEqual([])
})

test('while messages cannot be stored, or a job fails, nothing is sent', async () => {
  await plane.sql`alter table webhook_deliveries rename to moved_away`
  await minute()
  await minute()
  expect(watch.heard.length).toBeLessThan(2)
  expect((await shown()).missing).toEqual(['schedule'])
  await plane.sql`alter table moved_away rename to webhook_deliveries`
  await minute()
  await minute()
  expect(watch.heard.length).toBeGreaterThan(0)
  expect((await shown()).missing).toEqual([])
})

test('a mail that nobody tried to send for five minutes holds the heartbeat back', async () => {
  await minute()
  const sent = watch.heard.length
  expect(sent).toBe(1)
  const at = plane.clock.now()
  await plane.sql`
    insert into mails (template, params, language, sealed, key_id, address_hash, queued_at)
    values ('test', '{}', 'nl', '', 'none', '', ${at}::timestamptz)`
  for (let count = 0; count < 6; count += 1) await minute()
  expect((await shown()).missing).toEqual(['mail'])
  const [heard] = [watch.heard.length]
  await minute()
  expect(watch.heard).toHaveLength(heard)
  await plane.sql`delete from mails`
  await minute()
  expect((await shown()).missing).toEqual([])
})

test('an other that is away is told as such, and the next minute tries again', async () => {
  watch.answers(503)
  await minute()
  const [tried, before] = [plane.clock.now(), (await shown()).sentAt]
  expect(await shown()).toMatchObject({ triedAt: tried, why: 'status', status: 503 })
  watch.answers(200)
  await minute()
  expect(await shown()).toMatchObject({ why: null, sentAt: plane.clock.now() })
  expect(before).not.toBe(tried)
})

test('an address that nobody may ask is refused before it is kept', async () => {
  const answer = await save({ address: 'https://192.168.1.1/' })
  expect([answer.status, (await answer.json()).error]).toEqual([422, 'link_refused_address'])
})
