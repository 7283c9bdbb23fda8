import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Clock, systemClock } from '../../agent/clock.ts'
import { linkTimes } from '../../agent/link-times.ts'
import { reportFlags } from '../../protocol/report.ts'
import { type Cable, startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { evenBalance, Ledger } from '../support/ledger.ts'
import { type LedgerSet, prepareLedgerSet } from '../support/ledger-agent.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const seed = 20_261_130
const rightWithinMs = 2000
const yearMs = 365 * 86_400_000
const times = { ...linkTimes, leastMs: 10, baseMs: 50, capMs: 200 }
/** Neighbours of single precision, in which readings are kept, lie this share apart. */
const singlePrecision = 2 ** -23

const clocks: { name: string; now: () => number }[] = [
  { name: 'a year behind', now: () => Date.now() - yearMs },
  { name: 'a year ahead', now: () => Date.now() + yearMs },
  { name: 'at 1970', now: () => Math.round(performance.now()) },
]

let plane: TestControlPlane
let cable: Cable
let ledger: Ledger
let set: LedgerSet
let label: string

beforeEach(async () => {
  plane = await startControlPlane()
  cable = await startCable(plane.mqttPort)
  ledger = new Ledger()
  const [pair] = await registerPairs(plane.httpUrl, 1)
  label = pair!.school.label
  const place = { deviceId: pair!.school.deviceId, mqttPort: cable.port }
  set = prepareLedgerSet({ ...place, ledger, seed, times, reportSeconds: 1 })
})
afterEach(async () => {
  await set.remove()
  await cable.stop()
  await plane.stop()
})

const isEmpty = () => set.outbox()?.depth === 0

async function report(count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    set.addReport()
    await delay(200)
  }
}

test.each(clocks)(
  'a set whose clock is $name connects, keeps its order, and has right times on the server',
  async ({ now }) => {
    const clock: Clock = { ...systemClock, now }
    set.script.clock = clock
    await set.start()
    await until('it is heard', () => ledger.acknowledgements > 0 && isEmpty(), 10_000)
    cable.cut()
    await report(5)
    cable.mend()
    await until('what it said offline is stored', isEmpty, 10_000)
    cable.cut()
    await report(5)
    await set.stop()
    await set.start()
    await report(5)
    await set.stop()
    await set.start()
    cable.mend()
    await until('what it said in earlier runs is stored', isEmpty, 10_000)
    await until('its offset is shown', async () => (await shownOffset()) !== null, 10_000)
    set.calm()
    await until('everything is stored', () => set.hasFinished(), 10_000)

    const balance = await ledger.balance(plane.sql)
    expect(balance).toEqual(evenBalance(balance))
    const rows = await plane.sql<{ epoch: number; seq: number; at: number; flags: number }[]>`
    select epoch, seq, measured_at as at, flags from reports order by epoch, seq`
    const errors = rows.map(({ epoch, seq, at }) => Math.abs(at - ledger.madeAt(set.deviceId, epoch, seq)!))
    expect(Math.max(...errors)).toBeLessThan(rightWithinMs)
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((a, b) => a - b))
    // The second run never spoke to the server: its times rest on the offset of another, and say so.
    const uncertain = rows.filter(({ flags }) => flags & reportFlags.timeUncertain).map(({ epoch }) => epoch)
    expect([...new Set(uncertain)]).toEqual([2])

    const offsetMs = now() - Date.now()
    const shown = (await shownOffset())!
    expect(Math.abs(shown - offsetMs)).toBeLessThan(rightWithinMs + Math.abs(offsetMs) * singlePrecision)
  },
  60_000,
)

/** How far the set's clock is off, as its page shows it (ms). */
async function shownOffset(): Promise<number | null> {
  const answer = await fetch(`${plane.httpUrl}/api/sets/${label}`)
  const detail = (await answer.json()) as {
    latest: { readings: { clock_offset_ms?: number | null } } | null
  }
  return detail.latest?.readings.clock_offset_ms ?? null
}
