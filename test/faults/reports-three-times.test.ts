import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import type { ReportBody } from '../../protocol/report.ts'
import { seededRandom, shuffled } from '../fleet/chance.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { evenBalance, Ledger } from '../support/ledger.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const seed = 20_261_124
const { pairs, reports } = { slice: { pairs: 4, reports: 200 }, full: { pairs: 25, reports: 600 } }[
  inject('faults')
]
const times = 3
/** Fewer than may wait in the control plane: what is turned away there would have to be sent again. */
const atOnce = 1000
const storedWithinMs = 120_000

let plane: TestControlPlane
beforeEach(async () => {
  plane = await startControlPlane()
})
afterEach(() => plane.stop())

type Sent = { deviceId: string; seq: number; body: ReportBody }

test(`reports of ${pairs * 2} sets that come ${times} times each, shuffled, are stored once each (seed ${seed})`, {
  timeout: 2 * storedWithinMs,
}, async () => {
  const random = seededRandom(seed)
  const ledger = new Ledger()
  const sets = new Map<string, HandSet>()
  const sent: Sent[] = []
  for (const { home, school } of await registerPairs(plane.admin, pairs)) {
    for (const { deviceId } of [home, school]) {
      const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
      await set.hello()
      sets.set(deviceId, set)
      for (let seq = 1; seq <= reports; seq += 1) {
        const body = {
          seconds: 60,
          flags: 0,
          readings: { cpu_mean_percent: Math.round(random() * 1000) / 10 },
        }
        ledger.produced(deviceId, 1, seq, body)
        sent.push({ deviceId, seq, body })
      }
    }
  }
  const copies = shuffled(Array.from({ length: times }, () => sent).flat(), random)
  for (let from = 0; from < copies.length; from += atOnce) {
    const some = copies.slice(from, from + atOnce)
    await Promise.all(some.map(({ deviceId, seq, body }) => sets.get(deviceId)?.send('report', seq, body)))
    const isDone = ({ deviceId, seq }: Sent) => sets.get(deviceId)?.isAcknowledged(seq)
    await until('these are acknowledged', () => some.every(isDone), storedWithinMs)
  }
  for (const [deviceId, set] of sets) ledger.acknowledged(deviceId, set.acknowledged)
  // The copies that come last are in a batch of their own; one more report behind them shows that it is through.
  for (const set of sets.values())
    await set.send('report', reports + 1, { seconds: 60, flags: 0, readings: {} })
  for (const set of sets.values()) await set.acknowledges(reports + 1, storedWithinMs)
  await plane.sql`delete from reports where seq = ${reports + 1}`

  const balance = await ledger.balance(plane.sql)
  expect(balance).toEqual(evenBalance(balance))
  expect(balance.rows).toBe(pairs * 2 * reports)
  await Promise.all([...sets.values()].map(set => set.goodbye()))
})
