import Type, { type Static } from 'typebox'
import { AccountId } from '../people/api.ts'
import { type Contracts, closed, Done, Instant, Nothing, orNull, Text } from '../platform/http/api.ts'
import { dutyHoursMax } from './rules.ts'

const Day = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'a day in Brussels',
  examples: ['2027-02-01'],
})
const TimeOfDay = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: 'in Brussels',
  examples: ['08:30'],
})

export const Duty = Type.Object(
  { id: AccountId, account: AccountId, firstName: Text, startsAt: Instant, endsAt: Instant },
  closed,
)
export type Duty = Static<typeof Duty>

/** Who is on duty, until when, to a wall without names; and whether somebody should be: school hours and lessons. */
export const DutyNow = Type.Object(
  {
    at: Instant,
    onDuty: Type.Array(Duty),
    isNeeded: Type.Boolean(),
    /** When that changes today; null: not any more. */
    changesAt: orNull(Instant),
    next: orNull(Duty),
  },
  closed,
)
export type DutyNow = Static<typeof DutyNow>

const Stretch = Type.Object({ startsAt: Instant, endsAt: Instant }, closed)

/** The seven days from a Monday on. `days[i].startsAt`: the midnight it begins with. */
const DutyQuery = Type.Object({ from: Type.Optional(Day) }, closed)
export const DutyWeek = Type.Object(
  {
    at: Instant,
    from: Day,
    days: Type.Array(Type.Object({ day: Day, startsAt: Instant }, closed)),
    duties: Type.Array(Duty),
    /** When somebody should be there: the hours of schools, and whenever a lesson is given. */
    needed: Type.Array(Stretch),
    /** Who can be on duty: open accounts with the role of helpdesk or team lead. */
    people: Type.Array(Type.Object({ account: AccountId, firstName: Text }, closed)),
  },
  closed,
)
export type DutyWeek = Static<typeof DutyWeek>

export const NewDuty = Type.Object(
  { account: AccountId, day: Day, from: TimeOfDay, until: TimeOfDay },
  closed,
)
export type NewDuty = Static<typeof NewDuty>
/** For oneself. */
export const OwnDuty = Type.Omit(NewDuty, ['account'])
export type OwnDuty = Static<typeof OwnDuty>
/** The week before, repeated in this one; what is there stays. */
const CopyWeek = Type.Object({ from: Day }, closed)
const Copied = Type.Object({ added: Type.Integer() }, closed)
const OneDuty = Type.Object({ id: AccountId }, closed)

export const dutyRefusals = {
  unknown_day: {
    status: 422,
    message: 'The calendar has no such day.',
    expected: 'a day such as 2026-09-01',
  },
  duty_wrong_order: {
    status: 422,
    message: 'This duty would end before it begins.',
    expected: 'an end after the beginning, on the same day',
  },
  duty_too_long: {
    status: 422,
    message: 'This duty is too long.',
    expected: `at most ${dutyHoursMax} hours`,
  },
  not_for_duty: {
    status: 409,
    message: 'This account cannot be on duty.',
    expected: 'an open account of the helpdesk or of a team lead',
  },
  twice_at_once: {
    status: 409,
    message: 'This person is on duty then already.',
    expected: 'times at which the person is free',
  },
  unknown_duty: { status: 404, message: 'There is no such duty.', expected: 'a duty of the list' },
  not_taken_over: {
    status: 409,
    message: 'You did not take this duty over.',
    expected: "a duty of yours that was somebody else's",
  },
  duty_over: { status: 409, message: 'This duty is over.', expected: 'a duty that runs or is still to come' },
} as const
export type DutyRefusal = keyof typeof dutyRefusals

const refusals = dutyRefusals
const one = { params: OneDuty, body: Nothing, answer: Done, refusals } as const

/** Who is on duty at the helpdesk. */
export const dutyApi = {
  'GET /api/duty/now': { policy: 'seeDutyNow', answer: DutyNow },
  'GET /api/duty': { policy: 'seeDuty', query: DutyQuery, answer: DutyWeek, refusals },
  'POST /api/duty': { policy: 'changeDuty', body: NewDuty, answer: OneDuty, refusals },
  'POST /api/duty/own': { policy: 'takeOverDuty', body: OwnDuty, answer: OneDuty, refusals },
  'POST /api/duty/copy': { policy: 'changeDuty', body: CopyWeek, answer: Copied, refusals },
  'DELETE /api/duty/:id': { ...one, policy: 'changeDuty' },
  /** It becomes mine. */
  'POST /api/duty/:id/take-over': { ...one, policy: 'takeOverDuty' },
  /** It becomes again that of who had it. */
  'POST /api/duty/:id/give-back': { ...one, policy: 'takeOverDuty' },
} as const satisfies Contracts
