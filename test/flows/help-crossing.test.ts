import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HelpCases } from '../../controlplane/help/api.ts'
import { recordPresses } from '../../controlplane/help/press/actions.ts'
import type { Message } from '../../controlplane/platform/intake/reading.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const minuteMs = 60_000
let plane: TestControlPlane<HeldClock>
let counsellor: SignedIn
let one: RegisteredPair
let other: RegisteredPair

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  counsellor = await signInAs(plane, 'counsellor')
  ;[one, other] = (await registerPairs(plane.admin, 2)) as [RegisteredPair, RegisteredPair]
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = ${other.trajectory}`
})
afterAll(() => plane.stop())

type Made = { press?: string; withdrawn?: boolean; agoMs?: number; timeUncertain?: boolean }

/** Of the home set of the first pair, as the intake hands it on. */
async function message(made: Made = {}): Promise<Message<'help'>> {
  const { press = randomUUID(), withdrawn = false, agoMs = 0, timeUncertain = false } = made
  const { deviceId, label } = one.home
  const [row] = await plane.sql<{ no: number }[]>`select device_no as no from devices where id = ${deviceId}`
  const now = plane.clock.now()
  const device = { id: deviceId, no: row!.no, label }
  const times = { at: now, up: 1, receivedAt: now, measuredAt: now - agoMs, timeUncertain }
  const body = { press, picture: 'see', by: 'child', language: 'nl', withdrawn } as const
  return { device, kind: 'help', version: 1, epoch: 1, seq: 1, ...times, body }
}
async function comes(made?: Made): Promise<void> {
  const press = await message(made)
  await plane.sql.begin(tx => recordPresses(tx, [press]))
}
const cases = async (path = '/api/help', person = plane.admin) =>
  ((await (await askAs(person, path)).json()) as HelpCases).cases

async function serves({ trajectory }: RegisteredPair, set: string | null): Promise<void> {
  const lead = await signInAs(plane, 'lead')
  const side = `/api/trajectories/${trajectory}/sides/home`
  expect((await tellAs(lead, side, { set, location: null }, 'PUT')).status).toBe(200)
}

test('a press that comes while the one before is taken back is not taken back with it', async () => {
  const first = randomUUID()
  await comes({ press: first })
  const [second, takenBack] = [await message(), await message({ press: first, withdrawn: true })]
  let takesBack: Promise<unknown> | undefined
  await plane.sql.begin(async tx => {
    await recordPresses(tx, [second])
    takesBack = plane.sql.begin(beside => recordPresses(beside, [takenBack]))
    // It waits for the case, which has a press more that nobody else can see yet.
    const waits = async () => {
      const rows = await plane.sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
      return rows.length > 0
    }
    await until('the other waits', waits)
  })
  await takesBack
  expect(await cases()).toMatchObject([{ presses: 2, withdrawnAt: null }])
})

test('a case is of the child whom the set served when it was pressed last, and a counsellor sees their own alone', async () => {
  expect(await cases()).toMatchObject([{ trajectory: one.trajectory }])
  plane.clock.move(10 * minuteMs)
  await serves(other, null)
  await serves(one, null)
  await serves(other, one.home.label)
  plane.clock.move(minuteMs)
  const ofCounsellor = () => cases(`/api/sets/${one.home.label}/help`, counsellor)
  expect(await ofCounsellor()).toEqual([])
  await comes()
  expect(await cases()).toMatchObject([{ trajectory: other.trajectory, presses: 3 }])
  expect(await ofCounsellor()).toHaveLength(1)
  // What was pressed before it went there, and comes last, changes nothing.
  await comes({ agoMs: 5 * minuteMs })
  const [open] = await cases()
  expect(open?.trajectory).toBe(other.trajectory)
  // A set whose clock nobody knows asks for whom it serves now.
  await tellAs(plane.admin, `/api/help/${open!.id}/close`, { outcome: 'solved' })
  await comes({ agoMs: plane.clock.now(), timeUncertain: true })
  expect(await cases()).toMatchObject([{ trajectory: other.trajectory }])
})
