import type { Expectation } from '../../devices/presence/rules.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { LessonNow } from '../rules.ts'
import { nearMs } from '../status/rules.ts'

/** Of a set that serves no trajectory, or whose lessons nobody knows, nothing is expected. */
export const nothingExpected: Expectation = { expected: false, lesson: false, schoolHours: false }

/**
 * What is expected of a set of this kind by what its trajectory is in: the class ten minutes before the lesson, the
 * child in it. `at`: ms since 1970 UTC.
 */
export function expectationOfSet(kind: SetKind, { status, until }: LessonNow, at: number): Expectation {
  const isNear = status === 'run_up' && until !== undefined && until - at <= nearMs
  const isLesson = status === 'lesson'
  return {
    expected: isLesson || (kind === 'school' && isNear),
    lesson: isLesson || isNear,
    schoolHours: status !== 'outside',
  }
}
