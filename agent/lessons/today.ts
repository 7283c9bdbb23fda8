import type { TodayBody } from '../../protocol/lessons.ts'
import type { Clock } from '../clock.ts'
import type { Outbox } from '../memory/outbox.ts'

/** Words an hour at most; more of them is a button that sticks. */
const wordsMax = 20
const hourMs = 3_600_000

type TodayParts = {
  outbox: Outbox
  clock: Clock
  /** something new waits in the outbox */
  queued: () => void
}

/** What is otherwise today. True: it is on disk and will arrive; false: too much was said, or the disk refused. */
export function openToday({ outbox, clock, queued }: TodayParts): (body: TodayBody) => boolean {
  let said: number[] = []
  return body => {
    const now = clock.steady()
    said = said.filter(at => now - at < hourMs)
    if (said.length >= wordsMax) return false
    const seq = outbox.add('today', body, { at: clock.now(), up: clock.up() })
    if (seq === undefined) return false
    said.push(now)
    queued()
    return true
  }
}
