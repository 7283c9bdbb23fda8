import Type, { type Static } from 'typebox'
import { LocationCode, unknownLocation } from '../locations/address/api.ts'
import { type Contracts, closed, Done, Nothing, orNull } from '../platform/http/api.ts'
import { closedDayRefusals, halves } from './closed/rules.ts'

export const DayOf = Type.String({ format: 'date', description: 'a day in Brussels, 2026-11-23' })
export const HalfOf = Type.Enum(halves)

/** `name`: what the day is called. */
const ClosedDay = Type.Object(
  { half: HalfOf, name: orNull(Type.String({ minLength: 1, maxLength: 60 })) },
  closed,
)
export type ClosedDay = Static<typeof ClosedDay>
const OneClosedDay = Type.Object({ day: DayOf }, closed)
const OneClosedDayOf = Type.Object({ code: LocationCode, day: DayOf }, closed)

/** Of a school year (that of its September; left out: this one), with the days of one site when it is named. */
const CalendarQuery = Type.Object(
  {
    year: Type.Optional(Type.String({ pattern: '^20[2-9][0-9]$' })),
    location: Type.Optional(LocationCode),
  },
  closed,
)
export const CalendarAnswer = Type.Object(
  {
    year: Type.Integer(),
    today: DayOf,
    holidays: Type.Array(Type.Object({ name: Type.String(), from: DayOf, until: DayOf }, closed)),
    publicHolidays: Type.Array(Type.Object({ day: DayOf, name: Type.String() }, closed)),
    /** Where the holidays come from. */
    source: Type.String(),
    closed: Type.Array(
      Type.Object(
        { day: DayOf, half: HalfOf, name: orNull(Type.String()), location: orNull(LocationCode) },
        closed,
      ),
    ),
  },
  closed,
)
export type CalendarAnswer = Static<typeof CalendarAnswer>

const ofOne = { policy: 'changeLocations', params: OneClosedDayOf } as const
const ofAll = { policy: 'changeCalendar', params: OneClosedDay } as const
const changed = { answer: Done, refusals: closedDayRefusals } as const

/** What is closed, and on which days a site, or every site, is closed beside the holidays. */
export const calendarApi = {
  'GET /api/calendar': {
    policy: 'seeLocations',
    query: CalendarQuery,
    answer: CalendarAnswer,
    refusals: unknownLocation,
  },
  'PUT /api/locations/:code/closed-days/:day': { ...ofOne, body: ClosedDay, ...changed },
  'DELETE /api/locations/:code/closed-days/:day': { ...ofOne, body: Nothing, ...changed },
  'PUT /api/closed-days/:day': { ...ofAll, body: ClosedDay, ...changed },
  'DELETE /api/closed-days/:day': { ...ofAll, body: Nothing, ...changed },
} as const satisfies Contracts
