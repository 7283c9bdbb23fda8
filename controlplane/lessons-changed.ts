import type { LessonClock } from './lessons/clock/live.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'

/**
 * What follows when the lessons of trajectories (by code) may have changed, in order: the clock reads them, the sets
 * hear of it, the screens ask again. Called after the commit; what fails then is tried again, for nobody can undo it.
 */
export type LessonsChanged = (codes: readonly string[] | 'all') => Promise<void>

const retryMs = 5_000

type Parts = {
  lessons: Pick<LessonClock, 'refresh'>
  nudges: Pick<Nudges, 'add'>
  /** Makes the windows of the sets of these trajectories anew and sends those that changed. */
  sendLessons(codes: readonly string[] | 'all'): Promise<void>
  log: Log
}

export function openLessonsChanged({ lessons, nudges, sendLessons, log }: Parts) {
  let left: Set<string> | 'all' = new Set()
  let retry: NodeJS.Timeout | undefined

  async function tell(codes: readonly string[] | 'all'): Promise<void> {
    await lessons.refresh(codes)
    await sendLessons(codes)
    nudges.add('lessons', codes)
  }

  function later(codes: readonly string[] | 'all', failure: unknown): void {
    if (retry === undefined)
      log.error({ failure: String(failure) }, 'sets could not be told of changed lessons yet')
    left = left === 'all' || codes === 'all' ? 'all' : new Set([...left, ...codes])
    retry ??= setTimeout(again, retryMs)
  }

  function again(): void {
    const codes = left === 'all' ? 'all' : [...left]
    left = new Set()
    retry = undefined
    tell(codes).catch(failure => later(codes, failure))
  }

  const lessonsChanged: LessonsChanged = codes =>
    codes.length === 0 ? Promise.resolve() : tell(codes).catch(failure => later(codes, failure))
  return { lessonsChanged, stop: () => clearTimeout(retry) }
}
