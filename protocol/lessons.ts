import Type, { type Static } from 'typebox'
import { numbered } from './delivery.ts'
import { Instant } from './envelope.ts'

const Minute = Type.Integer({ minimum: 0, maximum: 100_000_000, description: 'minutes since 1970-01-01 UTC' })

/** Windows of one message at most, so that it keeps its limit; days they reach ahead. */
export const lessonWindowsMax = 100
export const lessonDaysAhead = 14

/** Minutes around a window in which a set may know of a call. */
export const callBeforeMinutes = 30
export const callAfterMinutes = 15

/**
 * When this set has lessons: merged windows [from, until), sorted, no names. After `until` nobody knows: the set keeps
 * the lock Monday to Friday 08:00–17:00 by the clock of Brussels. A higher revision replaces a lower one, wherever the
 * set goes. `side` decides the rhythm outside lessons.
 */
export const LessonsBody = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  side: Type.Enum(['home', 'school']),
  windows: Type.Array(Type.Tuple([Minute, Minute]), { maxItems: lessonWindowsMax }),
  until: Minute,
})
export type LessonsBody = Static<typeof LessonsBody>

/** "Vandaag anders", said on the set's page. `here` is "ik ben er". */
const todayWords = ['absent', 'no_lesson', 'other_room', 'here'] as const

/**
 * What is otherwise today, from the time of this message until `until` (null: the end of the day). `undo` takes back
 * what this set said last with the same word.
 */
export const TodayBody = Type.Object({
  what: Type.Enum(todayWords),
  until: Type.Union([Instant, Type.Null()]),
  by: Type.Enum(['child', 'teacher']),
  undo: Type.Boolean(),
})
export type TodayBody = Static<typeof TodayBody>
export const today = numbered('fact', 512, TodayBody, 'what is otherwise today')
