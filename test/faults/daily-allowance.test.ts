import { afterEach, beforeEach, expect, test } from 'vitest'
import { cameraSlots } from '../../protocol/facts.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const rowsPerDay = 20_000
/** What one message may still add when the day is almost used up. */
const rowsAtOnce = 14 * 100
const atOnce = 100
const storedWithinMs = 30_000

let plane: TestControlPlane<HeldClock>
let deviceId: string
beforeEach(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T11:00')) })
  deviceId = (await registerPairs(plane.admin, 1))[0]!.school.deviceId
})
afterEach(() => plane.stop())

/** As many facts as one event may hold, all of them other than before. */
const everything = (turn: number) => ({
  facts: {
    ...Object.fromEntries(
      cameraSlots.map(slot => [
        slot,
        { present: turn % 2 === 0, model: `${turn}`, driver: null, error: null, blocked: null },
      ]),
    ),
    audio_in: { present: turn % 2 === 0, muted: null, volume_zero: null },
    audio_out: { present: turn % 2 === 0, muted: null, volume_zero: null },
    on_charge: turn % 2 === 0,
    interface: turn % 2 === 0 ? 'wired' : 'wifi',
    door: turn % 2 === 0 ? 'mqtt' : 'mqtt_ws',
    doors: { mqtt_ws: 'open', mqtt: 'open', beacon: turn % 2 === 0 ? 'open' : 'blocked' },
    report_interval_seconds: 60 + (turn % 2),
    unreadable: turn % 2 === 0 ? {} : { signal: 'absent' },
    versions: { agent: `${turn}`, runtime: '1', system: null, protocol: 1 },
    simulated: turn % 2 === 0,
  },
})
const countRows = async () =>
  (await plane.sql<{ rows: number }[]>`select count(*)::int4 as rows from fact_history`)[0]?.rows ?? 0
const isRefused = (set: HandSet) => set.refused.some(({ reason }) => reason === 'allowance')

test(`a set adds some ${rowsPerDay} rows of facts a day and no more; it is told, and reports as before`, {
  timeout: 180_000,
}, async () => {
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
  await set.hello()
  let seq = 0
  while (!isRefused(set)) {
    const upTo = seq + atOnce
    for (; seq < upTo; await set.send('event', seq, everything(seq))) seq += 1
    await until(
      'they are stored, or refused',
      () => set.isAcknowledged(upTo) || isRefused(set),
      storedWithinMs,
    )
    expect(seq * 14).toBeLessThan(2 * rowsPerDay)
  }
  const rows = await countRows()
  expect(rows).toBeGreaterThanOrEqual(rowsPerDay)
  expect(rows).toBeLessThan(rowsPerDay + rowsAtOnce)
  expect(set.isAcknowledged(seq)).toBe(false)
  // Neither a hello nor a report is turned away for it.
  await set.hello({ oldest: [1, 1], last_seq: seq })
  await set.send('report', 10_000, reportBody())
  await set.acknowledges(10_000)
  const doubts = await plane.sql`select cause from device_history where cause = 'allowance'`
  expect(doubts).toHaveLength(1)

  plane.clock.move(24 * 3_600_000)
  await set.send('event', 10_001, everything(1))
  await set.acknowledges(10_001)
  expect(await countRows()).toBe(rows + 14)
  await set.goodbye()
})

test('what was stored today before the control plane started counts too', async () => {
  const [device] = await plane.sql<{ no: number }[]>`
    select device_no as no from devices where id = ${deviceId}`
  const earlier = plane.clock.now() - 3_600_000
  await plane.sql`
    insert into fact_history (device_no, name, value, measured_at, received_at, uncertain, epoch, seq)
    select ${device!.no}, 'door', null, ${earlier}::timestamptz, ${earlier}::timestamptz, false, 1, n
    from generate_series(1, ${rowsPerDay}) n`
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
  await set.hello()
  let seq = 0
  while (!isRefused(set)) {
    for (let turn = 0; turn < 10; turn += 1, seq += 1) await set.send('event', seq + 1, everything(seq))
    await until(
      'they are stored, or refused',
      () => set.isAcknowledged(seq) || isRefused(set),
      storedWithinMs,
    )
    expect(seq * 14).toBeLessThan(rowsPerDay / 4)
  }
  await set.goodbye()
})
