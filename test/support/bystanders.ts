import { setTimeout as delay } from 'node:timers/promises'
import { connectHandSet, type HandSet, reportBody } from './hand-set.ts'

const acknowledgedWithinMs = 10_000

/** One report a second until `isOver`. @returns how long each waited for its acknowledgement (ms) */
export async function reportSteadily(
  set: HandSet,
  isOver: number | (() => boolean),
  startAfterMs: number,
): Promise<number[]> {
  const ends = typeof isOver === 'number' ? () => performance.now() >= isOver : isOver
  await delay(startAfterMs)
  const waits: number[] = []
  for (let seq = 1; !ends(); seq += 1) {
    const sentAt = performance.now()
    await set.send('report', seq, reportBody())
    await set.acknowledges(seq, acknowledgedWithinMs)
    waits.push(performance.now() - sentAt)
    await delay(Math.max(0, sentAt + 1000 - performance.now()))
  }
  return waits
}

/** The sets that only want to report, each a second, while somebody disturbs. */
export async function startBystanders(mqttPort: number, deviceIds: readonly string[]) {
  const sets = await Promise.all(deviceIds.map(deviceId => connectHandSet({ deviceId, mqttPort })))
  await Promise.all(sets.map(set => set.hello()))
  let isOver = false
  const reporting = sets.map((set, index) => reportSteadily(set, () => isOver, (index * 1000) / sets.length))
  // Whatever fails is said when they are asked.
  for (const one of reporting) one.catch(() => undefined)
  return {
    sets,
    /** Lets them finish. @returns how long their reports waited (ms), of which none was lost */
    async finish(): Promise<number[]> {
      isOver = true
      const waits = (await Promise.all(reporting)).flat()
      await Promise.all(sets.map(set => set.goodbye()))
      return waits
    },
  }
}

/** Of so many waits, the one that 99 of 100 do not exceed. */
export function ninetyNinth(waits: readonly number[]): number {
  const sorted = waits.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY
}
