import type { Board } from '../../overview/board/api.ts'
import {
  asksForPerson,
  type PairCondition,
  pairConditions,
  pairTroubles,
  type Trouble,
} from '../../overview/rules.ts'
import { conditionOf } from './arrangement.ts'

/** What the sentence of the page counts. */
export type Counts = Record<PairCondition, number> & {
  /** Pairs that ask for a person now. */
  asks: number
  /** Trajectories in a lesson, and sets that are missed in one or just before it. */
  lessons: number
  gone: number
  /** Pairs of which both links hold, and something else is wrong. */
  look: number
  /** When the next lesson begins of which the run-up is on; ms since 1970 UTC; undefined: none. */
  next: number | undefined
}

/** `at` of the board: ms since 1970 UTC. */
export function countsOf({ pairs, at }: Board): Counts {
  const none = Object.fromEntries(pairConditions.map(condition => [condition, 0]))
  const counts = { ...none, asks: 0, lessons: 0, gone: 0, look: 0, next: undefined } as Counts
  for (const pair of pairs) {
    const { lesson } = pair
    counts[conditionOf(pair)]++
    if (lesson?.status === 'lesson') counts.lessons++
    if (lesson?.status === 'run_up' && lesson.until !== null)
      counts.next = Math.min(counts.next ?? lesson.until, lesson.until)
    const { home, school } = pairTroubles(pair, at)
    const missed = [home, school].filter(wrong => wrong.some(trouble => isMissing[trouble])).length
    const asks = asksForPerson(pair, at)
    if (asks) counts.asks++
    // A class that is waited for is one set, however it went.
    if (asks && (missed > 0 || home.length + school.length === 0)) counts.gone += Math.max(1, missed)
    else if (missed === 0 && home.length + school.length > 0) counts.look++
  }
  return counts
}

const isMissing: Record<Trouble, boolean> = {
  lost: true,
  no_set: true,
  unheard: true,
  off: true,
  suspect: true,
  flapping: true,
  camera: false,
  sound: false,
  degraded: false,
}
