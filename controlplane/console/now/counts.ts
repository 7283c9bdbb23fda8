import type { HelpCase } from '../../help/api.ts'
import type { Board } from '../../overview/board/api.ts'
import { type BoardGroup, boardGroups, groupOf } from './arrangement.ts'

/** What the sentence of the page counts: pairs by the group they stand in, so that it says what is to be seen below it. */
export type Counts = Record<BoardGroup, number> & {
  /** Who asks for help and nobody took it, and who is being helped. */
  help: number
  helped: number
  total: number
  /** Trajectories in a lesson. */
  lessons: number
  /** When the next lesson begins of which the run-up is on; ms since 1970 UTC; undefined: none. */
  next: number | undefined
}

/** `at` of the board: ms since 1970 UTC. */
export function countsOf({ pairs, at }: Board, cases: readonly Pick<HelpCase, 'takenAt'>[] = []): Counts {
  const help = cases.filter(({ takenAt }) => takenAt === null).length
  const none = Object.fromEntries(boardGroups.map(group => [group, 0])) as Record<BoardGroup, number>
  const asked = { help, helped: cases.length - help }
  const counts: Counts = { ...none, ...asked, total: pairs.length, lessons: 0, next: undefined }
  for (const pair of pairs) {
    const { lesson } = pair
    counts[groupOf(pair, at)]++
    if (lesson?.status === 'lesson') counts.lessons++
    if (lesson?.status === 'run_up' && lesson.until !== null)
      counts.next = Math.min(counts.next ?? lesson.until, lesson.until)
  }
  return counts
}
