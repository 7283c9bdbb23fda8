import Type, { type Static } from 'typebox'
import { DayOf } from '../calendar/api.ts'
import { LocationCode } from '../locations/address/api.ts'
import { schoolLevels } from '../locations/rules.ts'
import { type Contracts, closed, Done, Nothing, orNull } from '../platform/http/api.ts'
import { milestoneNames, milestoneSides } from './milestone/rules.ts'
import { trajectoryRefusals } from './refusal/rules.ts'

const key = orNull(Type.String({ minLength: 2, maxLength: 32 }))
const Account = orNull(Type.String({ format: 'uuid' }))
const Level = orNull(Type.Enum(schoolLevels))
const SchoolYear = orNull(
  Type.Integer({ minimum: 2020, maximum: 2099, description: 'the year of its September' }),
)

export const TrajectoryCode = Type.String({ pattern: '^T-[0-9]{4}-[0-9]{4,6}$', examples: ['T-2026-0412'] })
export const OneTrajectory = Type.Object({ code: TrajectoryCode }, closed)

/** Of the child no more than this is kept: for whom the helpdesk asks. */
export const Child = Type.Object(
  {
    firstName: Type.String({ minLength: 1, maxLength: 60 }),
    className: orNull(Type.String({ minLength: 1, maxLength: 30 })),
  },
  closed,
)
export type Child = Static<typeof Child>

/** One child's period, by code only, with the set and the location of each side of its pair. */
export const NewTrajectory = Type.Object(
  {
    code: TrajectoryCode,
    home: Type.Object({ set: key, location: key }, closed),
    school: Type.Object({ set: key, location: key }, closed),
    /** The account whose trajectory it is; left out: nobody's yet. */
    counsellor: Type.Optional(Account),
  },
  closed,
)
export type NewTrajectory = Static<typeof NewTrajectory>

/** Known codes stay as they are. */
const RegisterTrajectories = Type.Object(
  { items: Type.Array(NewTrajectory, { minItems: 1, maxItems: 2000 }) },
  closed,
)

/**
 * One, by a person. Its code is the next of its school year; its home, when no location is
 * named, a new one `TH-…` in `municipality`.
 */
export const OpenTrajectory = Type.Object(
  {
    level: Level,
    schoolYear: Type.Integer({ minimum: 2020, maximum: 2099 }),
    child: orNull(Child),
    requestedOn: DayOf,
    school: Type.Object({ set: key, location: orNull(LocationCode) }, closed),
    home: Type.Object(
      {
        set: key,
        location: orNull(LocationCode),
        municipality: orNull(Type.String({ minLength: 1, maxLength: 80 })),
      },
      closed,
    ),
    counsellor: Type.Optional(Account),
  },
  closed,
)
export type OpenTrajectory = Static<typeof OpenTrajectory>

export const TrajectoryFields = Type.Object(
  { level: Level, schoolYear: SchoolYear, counsellor: Account },
  closed,
)
export type TrajectoryFields = Static<typeof TrajectoryFields>

/** Every answer is written down. `child` null: not known. */
export const ChildAnswer = Type.Object({ code: TrajectoryCode, child: orNull(Child) }, closed)
export type ChildAnswer = Static<typeof ChildAnswer>

/** On which day; null takes it back. */
export const SetMilestone = Type.Object(
  { name: Type.Enum(milestoneNames), side: orNull(Type.Enum(milestoneSides)), day: orNull(DayOf) },
  closed,
)
export type SetMilestone = Static<typeof SetMilestone>

/** Both days included; `untilDay` null: nobody knows. */
export const NewPause = Type.Object({ fromDay: DayOf, untilDay: orNull(DayOf) }, closed)
export type NewPause = Static<typeof NewPause>
const OnePause = Type.Object({ id: Type.String({ format: 'uuid' }) }, closed)
const OnePauseOf = Type.Object({ code: TrajectoryCode, id: Type.String({ format: 'uuid' }) }, closed)

/** The location of a side, and the set that serves it from now on. */
export const SideFields = Type.Object({ set: key, location: orNull(LocationCode) }, closed)
export type SideFields = Static<typeof SideFields>
const OneSide = Type.Object({ code: TrajectoryCode, side: Type.Enum(['home', 'school']) }, closed)

/** Whether a set can serve a side of a new trajectory, or of one that is named. */
const MayServe = Type.Object(
  {
    side: Type.Enum(['home', 'school']),
    set: Type.String({ minLength: 1, maxLength: 32 }),
    of: Type.Optional(TrajectoryCode),
  },
  closed,
)
/** `set`: the label that was meant. `why` null: it can. */
const MayServeAnswer = Type.Object(
  { set: Type.String(), why: orNull(Type.Enum(['unknown_set', 'wrong_kind', 'set_in_pair'])) },
  closed,
)

const change = { policy: 'changeTrajectories', of: 'trajectory' } as const

/** Trajectories: opened, changed, and how far they are. */
export const trajectoryApi = {
  'POST /api/trajectories': {
    policy: 'importTrajectories',
    body: RegisterTrajectories,
    answer: Type.Object({ registered: Type.Integer() }, closed),
    refusals: trajectoryRefusals,
  },
  'POST /api/trajectories/new': {
    policy: 'registerTrajectories',
    body: OpenTrajectory,
    answer: OneTrajectory,
    refusals: trajectoryRefusals,
  },
  'GET /api/trajectories/new/set': {
    policy: 'registerTrajectories',
    query: MayServe,
    answer: MayServeAnswer,
  },
  'PUT /api/trajectories/:code': {
    ...change,
    params: OneTrajectory,
    body: TrajectoryFields,
    answer: Done,
    refusals: trajectoryRefusals,
  },
  'POST /api/trajectories/:code/milestones': {
    ...change,
    params: OneTrajectory,
    body: SetMilestone,
    answer: Done,
    refusals: trajectoryRefusals,
  },
  'PUT /api/trajectories/:code/sides/:side': {
    ...change,
    params: OneSide,
    body: SideFields,
    answer: Done,
    refusals: trajectoryRefusals,
  },
  'POST /api/trajectories/:code/pauses': {
    ...change,
    params: OneTrajectory,
    body: NewPause,
    answer: OnePause,
    refusals: trajectoryRefusals,
  },
  'DELETE /api/trajectories/:code/pauses/:id': {
    ...change,
    params: OnePauseOf,
    body: Nothing,
    answer: Done,
    refusals: trajectoryRefusals,
  },
  'GET /api/trajectories/:code/child': {
    policy: 'seeChildren',
    of: 'trajectory',
    params: OneTrajectory,
    answer: ChildAnswer,
    refusals: trajectoryRefusals,
  },
  'PUT /api/trajectories/:code/child': {
    ...change,
    params: OneTrajectory,
    body: Child,
    answer: ChildAnswer,
    refusals: trajectoryRefusals,
  },
} as const satisfies Contracts
