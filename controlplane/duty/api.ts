import Type, { type Static } from 'typebox'
import { AccountId } from '../people/api.ts'

const closed = { additionalProperties: false }
const Text = Type.String()
const Instant = Type.Integer({ description: 'ms since 1970-01-01 UTC' })
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a day in Brussels' })
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'in Brussels' })

export const Duty = Type.Object(
  { id: AccountId, account: AccountId, firstName: Text, startsAt: Instant, endsAt: Instant },
  closed,
)
export type Duty = Static<typeof Duty>

/** GET /api/duty/now: who is on duty, until when; and whether somebody should be (lesson hours). */
export const DutyNow = Type.Object(
  { at: Instant, onDuty: Type.Array(Duty), isNeeded: Type.Boolean(), next: orNull(Duty) },
  closed,
)
export type DutyNow = Static<typeof DutyNow>

/** GET /api/duty: the seven days from a Monday on. `days[i].startsAt`: the midnight it begins with. */
export const DutyQuery = Type.Object({ from: Type.Optional(Day) }, closed)
export const DutyWeek = Type.Object(
  {
    at: Instant,
    from: Day,
    days: Type.Array(Type.Object({ day: Day, startsAt: Instant }, closed)),
    duties: Type.Array(Duty),
    /** Who can be on duty: open accounts with the role of helpdesk or team lead. */
    people: Type.Array(Type.Object({ account: AccountId, firstName: Text }, closed)),
  },
  closed,
)
export type DutyWeek = Static<typeof DutyWeek>

/** POST /api/duty: answers with OneDuty. */
export const NewDuty = Type.Object(
  { account: AccountId, day: Day, from: TimeOfDay, until: TimeOfDay },
  closed,
)
export type NewDuty = Static<typeof NewDuty>
/** POST /api/duty/own: for oneself. */
export const OwnDuty = Type.Omit(NewDuty, ['account'])
export type OwnDuty = Static<typeof OwnDuty>
/** POST /api/duty/copy: the week before, repeated in this one; what is there stays. */
export const CopyWeek = Type.Object({ from: Day }, closed)
export const Copied = Type.Object({ added: Type.Integer() }, closed)
/** DELETE /api/duty/:id, POST /api/duty/:id/take-over (it becomes mine). */
export const OneDuty = Type.Object({ id: AccountId }, closed)
