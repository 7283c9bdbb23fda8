import type { HelpCase } from '../../help/api.ts'
import { childWaits, saidInLesson } from '../../overview/asks/rules.ts'
import type { Board } from '../../overview/board/api.ts'
import { type BoardGroup, boardGroups, explainedBy, groupOf } from './arrangement.ts'

/** What the sentence of the page counts: pairs by the group they stand in, so that it says what is to be seen below it. */
export type Counts = Record<BoardGroup, number> & {
  /** Who asks for help and nobody took it, and who is being helped. */
  help: number
  helped: number
  /** Of who asks now, the children that wait for their class. */
  waits: number
  storms: number
  total: number
  /** Trajectories in a lesson. */
  lessons: number
  /** Of these, those of which it is not known how they are. */
  notKnown: number
  /** When the next lesson begins of which the run-up is on; ms since 1970 UTC; undefined: none. */
  next: number | undefined
}

/** `at` of the board: ms since 1970 UTC. */
export function countsOf(
  { pairs, storms, at }: Board,
  cases: readonly Pick<HelpCase, 'takenAt'>[] = [],
): Counts {
  const help = cases.filter(({ takenAt }) => takenAt === null).length
  const none = Object.fromEntries(boardGroups.map(group => [group, 0])) as Record<BoardGroup, number>
  const asked = { help, helped: cases.length - help }
  const start = { waits: 0, lessons: 0, notKnown: 0, next: undefined }
  const counts: Counts = { ...none, ...asked, ...start, storms: storms.length, total: pairs.length }
  const explained = explainedBy(storms)
  for (const pair of pairs) {
    const { lesson } = pair
    const group = groupOf(pair, at, explained)
    counts[group]++
    if (group === 'asks' && childWaits(pair)) counts.waits++
    if (lesson?.status === 'lesson') {
      counts.lessons++
      if ((saidInLesson(pair)?.verdict ?? 'unknown') === 'unknown') counts.notKnown++
    }
    if (lesson?.status === 'run_up' && lesson.until !== null)
      counts.next = Math.min(counts.next ?? lesson.until, lesson.until)
  }
  return counts
}
