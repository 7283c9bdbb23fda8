import { setTimeout as delay } from 'node:timers/promises'

/** The longer it took already, the less it matters when exactly it comes: asking costs what others wait for. */
const pollMs = { first: 10, most: 150, growth: 1.4 }

/**
 * How long a test waits for what comes soon; a busy machine may stand still for a while. It is less than the 20 s after
 * which Nu and the page on the set ask by themselves, so that what only news brings in time is not brought by that. What is
 * promised sooner, or would come about in another way sooner, has a time of its own.
 */
export const soonMs = 15_000

/** Waits until a question has an answer other than undefined or false, and fails with its words when that takes too long. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  msMax = soonMs,
): Promise<T> {
  const deadline = performance.now() + msMax
  for (let pauseMs = pollMs.first; ; pauseMs = Math.min(pollMs.most, pauseMs * pollMs.growth)) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > deadline) throw new Error(`not within ${msMax} ms: ${what}`)
    await delay(pauseMs)
  }
}
