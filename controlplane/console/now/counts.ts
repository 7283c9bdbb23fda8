import type { Board, BoardSide } from '../../overview/board/api.ts'
import { asksForPerson, type PairCondition, pairConditions } from '../../overview/rules.ts'
import { conditionOf } from './arrangement.ts'

/** What the sentence of the page counts. */
export type Counts = Record<PairCondition, number> & {
  /** Trajectories in a lesson, and sets that are gone from one or from its run-up. */
  lessons: number
  gone: number
  /** When the next lesson begins of which the run-up is on; ms since 1970 UTC; undefined: none. */
  next: number | undefined
}

/** `at` of the board: ms since 1970 UTC. */
export function countsOf({ pairs, at }: Board): Counts {
  const none = Object.fromEntries(pairConditions.map(condition => [condition, 0]))
  const counts = { ...none, lessons: 0, gone: 0, next: undefined } as Counts
  for (const pair of pairs) {
    const { lesson } = pair
    counts[conditionOf(pair)]++
    if (lesson?.status === 'lesson') counts.lessons++
    if (lesson?.status === 'run_up' && lesson.until !== null)
      counts.next = Math.min(counts.next ?? lesson.until, lesson.until)
    // A class that is waited for is one set, however it went.
    if (asksForPerson(pair, at)) counts.gone += Math.max(1, [pair.home, pair.school].filter(isAway).length)
  }
  return counts
}

const isAway = (side: BoardSide | null) => side?.presence === 'lost' || side?.presence === 'suspect'
