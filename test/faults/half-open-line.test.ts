import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { linkTimes } from '../../agent/link/times.ts'
import { until } from '../support/until.ts'
import { finish, type LedgerGround, openLedgerGround, startSets } from './ledger-ground.ts'

const seed = 20_261_128
/** The slice has a shorter keep-alive, and the figure follows from it. */
const { pairs, partitionMs, times } = {
  slice: { pairs: 3, partitionMs: 14_000, times: { ...linkTimes, keepAliveSeconds: 4, capMs: 3000 } },
  full: { pairs: 10, partitionMs: 90_000, times: linkTimes },
}[inject('faults')]
const noticeWithinMs = 1.5 * times.keepAliveSeconds * 1000 + 5000
const emptyWithinMs = 120_000

test(`a line that is dead for ${partitionMs / 1000} s is noticed on both sides within ${noticeWithinMs / 1000} s, and nothing is lost (seed ${seed})`, {
  timeout: partitionMs + 2 * emptyWithinMs,
}, async () => {
  const ground = await openLedgerGround({ pairs, seed, times, extraPerSecond: 4 })
  const { plane, sets } = ground
  await startSets(ground)
  await until('every set is online', async () => (await countOnline(ground)) === sets.length, 10_000)
  const connections = sets.map(set => set.connections())
  plane.cable.die()
  const from = performance.now()
  const noticed = async (what: string, hasNoticed: () => Promise<boolean> | boolean) => {
    await until(what, hasNoticed, partitionMs)
    return performance.now() - from
  }
  const [bySets, byServer] = await Promise.all([
    noticed('the sets', () => sets.every((set, at) => set.connections() > connections[at]!)),
    noticed('the control plane', async () => (await countOnline(ground)) === 0),
  ])
  await delay(Math.max(0, partitionMs - (performance.now() - from)))
  plane.cable.mend()

  const { balance, even } = await finish(ground, emptyWithinMs)
  expect(bySets).toBeLessThan(noticeWithinMs)
  expect(byServer).toBeLessThan(noticeWithinMs)
  expect(balance).toEqual(even)
  expect(balance.dropped).toBe(0)
})

test('a line that is dead for less than that costs no connection and no report', {
  timeout: 60_000,
}, async () => {
  const ground = await openLedgerGround({ pairs: 1, seed, times, extraPerSecond: 4 })
  const { plane, sets, ledger } = ground
  await startSets(ground)
  const connections = sets.map(set => set.connections())
  plane.cable.die()
  await delay((times.keepAliveSeconds * 1000) / 2)
  const before = ledger.acknowledgements
  plane.cable.mend()
  await until('reports are acknowledged again', () => ledger.acknowledgements > before, 10_000)
  expect(sets.map(set => set.connections())).toEqual(connections)
  const { balance, even } = await finish(ground, 20_000)
  expect(balance).toEqual(even)
})

async function countOnline({ sql }: LedgerGround): Promise<number> {
  const [row] = await sql<{ sets: number }[]>`
    select count(*)::int4 as sets from connections where presence = 'online'`
  return row?.sets ?? 0
}
