import Type, { type Static } from 'typebox'
import { daySpansMax, earliestLesson, latestLesson, weekSpansMax } from './rules.ts'

const Minute = Type.Integer({ minimum: earliestLesson, maximum: latestLesson, description: 'since midnight' })

/** Hours of a week: [weekday (1 Monday … 7 Sunday), from, until] in minutes since midnight on the wall. */
export const WeekHours = Type.Array(Type.Tuple([Type.Integer({ minimum: 1, maximum: 7 }), Minute, Minute]), {
  maxItems: weekSpansMax,
})
export type WeekHours = Static<typeof WeekHours>

/** Hours of one day: [from, until] in minutes since midnight on the wall. */
export const DayHours = Type.Array(Type.Tuple([Minute, Minute]), { maxItems: daySpansMax })
export type DayHours = Static<typeof DayHours>
