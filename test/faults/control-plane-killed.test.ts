import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { linkTimes } from '../../agent/link/times.ts'
import { seededRandom } from '../fleet/chance.ts'
import { finish, openLedgerGround, startSets } from './ledger-ground.ts'

const seed = 20_261_122
/** The slice comes back sooner than the protocol's 60 s, so that it is over sooner. */
const { pairs, seconds, kills, times } = {
  slice: { pairs: 6, seconds: 10, kills: 4, times: { ...linkTimes, capMs: 3000 } },
  full: { pairs: 25, seconds: 60, kills: 20, times: linkTimes },
}[inject('faults')]
const reportsPerSecond = 20
/** From the last start of the control plane on. */
const emptyWithinMs = 60_000

test(`a control plane killed ${kills} times while ${pairs * 2} sets report loses nothing it acknowledged and stores nothing twice (seed ${seed})`, {
  timeout: seconds * 1000 + 4 * (emptyWithinMs + times.capMs),
}, async () => {
  const ground = await openLedgerGround({ pairs, seed, times, extraPerSecond: reportsPerSecond - 1 })
  const { plane } = ground
  const random = seededRandom(seed)
  await startSets(ground)
  const from = performance.now()
  for (let kill = 0; kill < kills; kill += 1) {
    // Anywhere within its share of the time: it meets starts, batches and quiet moments alike.
    const at = from + ((kill + random()) * seconds * 1000) / kills
    await delay(Math.max(0, at - performance.now()))
    await plane.kill()
    await plane.start()
  }
  const { balance, even, emptyAfterMs } = await finish(ground, 2 * (emptyWithinMs + times.capMs))
  expect(balance).toEqual(even)
  expect(balance.dropped).toBe(0)
  expect(balance.produced).toBeGreaterThan(pairs * 2 * seconds * reportsPerSecond * 0.8)
  expect(emptyAfterMs).toBeLessThan(emptyWithinMs)
})
