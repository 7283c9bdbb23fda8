import type { CallFact } from '../../../protocol/call.ts'
import type { PresenceState } from '../../devices/rules.ts'
import { merge } from '../../lessons/rules.ts'
import type { CallTold } from '../side/rules.ts'
import { commonOf, type Stretch, without } from '../time/rules.ts'

/** What flows; what does not is no interval. */
export type FlowingMedia = Extract<CallFact['media'], 'both' | 'in' | 'out'>
export type CallInterval = Stretch & { media: FlowingMedia }

/** Intervals are known for so long, and sessions, of which figures are made; days. */
export const intervalDays = 30
export const sessionDays = 395

/** What was known of the link to a set, from then on; ms since 1970 UTC. */
export type PresenceTold = { at: number; presence: PresenceState }

/**
 * When a call flowed at a set, within `windows`: as its facts say, each until the next, in whatever order they came. What a
 * set that is gone said last is not carried on; `now`: nor beyond it.
 */
export function callIntervals(
  told: readonly CallTold[],
  presence: readonly PresenceTold[],
  windows: readonly Stretch[],
  now: number,
): CallInterval[] {
  const inOrder = told.toSorted((a, b) => a.measuredAt - b.measuredAt)
  const gone = goneStretches(presence)
  const found = inOrder.flatMap(({ fact, measuredAt }, index) => {
    const until = Math.min(now, inOrder[index + 1]?.measuredAt ?? now)
    if (!isFlowing(fact.media) || until <= measuredAt) return []
    const { media } = fact
    const heard = without(commonOf([{ from: measuredAt, until }], windows), gone)
    return heard.map(stretch => ({ ...stretch, media }))
  })
  return joined(found)
}

function isFlowing(media: CallFact['media']): media is FlowingMedia {
  return media === 'both' || media === 'in' || media === 'out'
}

/** A set that was lost was gone since its link broke. */
function goneStretches(presence: readonly PresenceTold[]): Stretch[] {
  const inOrder = presence.toSorted((a, b) => a.at - b.at)
  return inOrder.flatMap((one, index): Stretch[] => {
    if (one.presence !== 'lost' && one.presence !== 'off') return []
    const before = inOrder[index - 1]
    const from = before?.presence === 'suspect' ? before.at : one.at
    return [{ from, until: inOrder[index + 1]?.at ?? Number.POSITIVE_INFINITY }]
  })
}

/** The same told twice is one. */
function joined(intervals: readonly CallInterval[]): CallInterval[] {
  const result: CallInterval[] = []
  for (const one of intervals) {
    const last = result.at(-1)
    if (last?.media === one.media && last.until === one.from) last.until = one.until
    else result.push({ ...one })
  }
  return result
}

/** When both sides were in a call at once, whatever sets served them. */
export function sessionsOf(home: readonly CallInterval[], school: readonly CallInterval[]): Stretch[] {
  const inCall = (side: readonly CallInterval[]) =>
    merge(side.filter(({ media }) => media !== 'out').map(({ from, until }) => ({ from, until })))
  return commonOf(inCall(home), inCall(school))
}
