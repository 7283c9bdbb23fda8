import type { Read } from './asking.ts'
import { unreadable } from './reading.ts'

/** Longer than one read may take: what follows on a read that does not answer has a moment left. */
const withinMs = 2200

/**
 * What a sensor says, or `no_answer` when that takes too long: its reads may be slow one after the other, though each
 * keeps its own deadline, and nobody else waits for them. It is asked again only when it has ended.
 */
export function inTime<Value>(
  sense: () => Promise<Read<Value>>,
  deadlineMs: number = withinMs,
): () => Promise<Read<Value>> {
  let running: Promise<Read<Value>> | undefined
  return async () => {
    running ??= sense().finally(() => {
      running = undefined
    })
    const late = Promise.withResolvers<Read<Value>>()
    const timer = setTimeout(() => late.resolve(unreadable('no_answer')), deadlineMs)
    return Promise.race([running, late.promise]).finally(() => clearTimeout(timer))
  }
}
