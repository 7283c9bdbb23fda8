import type { JudgedPair, PairVerdict } from '../../calls/pair/rules.ts'
import type { RuleName } from '../rules.ts'
import { notKnown, notSo, type Observation } from './rules.ts'

/**
 * What the rules about a pair see: its verdict; undefined: there is no lesson, since `since`. `isAbsent`: one is planned,
 * and the child is not expected.
 */
export type PairSight = {
  readonly verdict: JudgedPair | undefined
  readonly since: number
  readonly isAbsent: boolean
}

const waiting = ['child_waits', 'child_waits_class_gone'] as const satisfies PairVerdict[]

export const pairObservers = {
  child_waits(sight: PairSight): Observation {
    const { verdict } = sight
    const seen = isOpen(sight) ? notKnown : seeVerdict(sight, waiting)
    const symptom = waiting.find(each => each === verdict?.verdict)
    return symptom ? { ...seen, symptom } : seen
  },
  class_waits: (sight: PairSight) => seeVerdict(sight, ['class_waits']),
  no_lesson: (sight: PairSight) => seeVerdict(sight, ['no_lesson']),
  lesson_poor(sight: PairSight): Observation {
    const { verdict } = sight
    const seen = isOpen(sight) ? notKnown : seeVerdict(sight, ['lesson_poor'])
    const isSoundGone = verdict?.evidence.some(each => each.endsWith('_sound_gone')) === true
    return seen.holds && isSoundGone ? { ...seen, priority: 1, family: 'sound' } : seen
  },
} as const satisfies { [Name in RuleName]?: (sight: PairSight) => Observation }

/** Nobody can say that it is well again: the child is sent away, or the two are only on their way to each other. */
function isOpen({ verdict, isAbsent }: PairSight): boolean {
  return isAbsent || verdict?.verdict === 'connecting'
}

function seeVerdict({ verdict, since }: PairSight, which: readonly PairVerdict[]): Observation {
  if (verdict === undefined) return notSo(since)
  if (verdict.verdict === 'unknown') return notKnown
  const holds = which.includes(verdict.verdict)
  return { holds, since: verdict.since, evidence: { side: verdict.side, verdict: verdict.verdict } }
}
