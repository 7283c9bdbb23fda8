import { callAfterMinutes, callBeforeMinutes, type LessonsBody } from '../../protocol/lessons.ts'
import { isNearLesson, knowsLessons } from '../lessons/rules.ts'

/** What is looked at: everything, or the agent alone. */
export type Senses = 'all' | 'own'

export type Rhythm = {
  reportSeconds: number
  senses: Senses
  /** a lesson is on or about to begin: what waits must not wait long */
  isLesson: boolean
}

/** From so long before a lesson on everything goes as in the lesson. */
const readyBeforeMinutes = 10

const inLesson: Rhythm = { reportSeconds: 60, senses: 'all', isLesson: true }
const calm: Rhythm = { reportSeconds: 300, senses: 'all', isLesson: false }
/** A home outside lessons is nobody's business. */
const homeRests: Rhythm = { reportSeconds: 3600, senses: 'own', isLesson: false }

/**
 * How often a set reports, and what of. `at`: ms since 1970 UTC. A home set rests unless it knows of a lesson; a set
 * that was never told its side goes by school hours.
 */
export function rhythmAt(lessons: LessonsBody | undefined, at: number): Rhythm {
  const isHome = lessons?.side === 'home'
  if (isHome && !knowsLessons(lessons, at)) return homeRests
  if (isNearLesson(lessons, at, readyBeforeMinutes, 0)) return inLesson
  if (isHome && !isNearLesson(lessons, at, callBeforeMinutes, callAfterMinutes)) return homeRests
  return calm
}

/** One rhythm whatever the hour, as in a lesson. */
export function fixedRhythm(reportSeconds: number): Rhythm {
  return { ...inLesson, reportSeconds }
}
