import type { FaultSide, PairVerdict } from '../pair/rules.ts'
import { commonOf, type Stretch } from '../time/rules.ts'

const minuteMs = 60_000

/** What was said of a pair, from then on (ms since 1970 UTC); null: nothing, its lesson was over. */
export type VerdictSaid = { at: number; verdict: PairVerdict | null; side: FaultSide | null }

/** Minutes of lesson: given, lost, and those of which nothing is known. */
export type LessonMinutes = { given: number; lost: number; unknown: number }

/** How much of a minute of lesson is lost while this is said; null: it is not known. */
const lostOf: Record<PairVerdict, number | null> = {
  good: 0,
  lesson_poor: 0.5,
  child_waits_class_gone: 1,
  child_waits: 1,
  class_waits: 0,
  connecting: 0,
  unknown: null,
  no_lesson: 0,
}

/** By which lesson minutes are lost. */
export const losingVerdicts = (Object.keys(lostOf) as PairVerdict[]).filter(
  verdict => (lostOf[verdict] ?? 0) > 0,
)

/**
 * What of the lessons (`spans`) between two instants was lost. `history`: in order, with what held when they began; before
 * its first row nothing is known.
 */
export function lostLessonMinutes(
  history: readonly VerdictSaid[],
  spans: readonly Stretch[],
  { from, until }: Stretch,
): LessonMinutes {
  const lessons = commonOf(spans, [{ from, until }])
  const lengthOf = (stretches: readonly Stretch[]) =>
    stretches.reduce((sum, one) => sum + one.until - one.from, 0) / minuteMs
  const minutes = { given: lengthOf(lessons), lost: 0, unknown: 0 }
  minutes.unknown = minutes.given
  for (const [index, { at, verdict }] of history.entries()) {
    const lost = verdict === null ? null : lostOf[verdict]
    if (lost === null) continue
    const held = lengthOf(commonOf(lessons, [{ from: at, until: history[index + 1]?.at ?? until }]))
    minutes.lost += lost * held
    minutes.unknown -= held
  }
  return minutes
}
