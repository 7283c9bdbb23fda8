import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false }
const key = Type.String({ minLength: 2, maxLength: 32 })
const orNull = Type.Union([key, Type.Null()])

const TrajectoryCode = Type.String({ pattern: '^T-[0-9]{4}-[0-9]{4,6}$' })

/** One child's period, by code only, with the set and the location of each side of its pair. */
export const NewTrajectory = Type.Object(
  {
    code: TrajectoryCode,
    home: Type.Object({ set: orNull, location: orNull }, closed),
    school: Type.Object({ set: orNull, location: orNull }, closed),
    /** The account whose trajectory it is; left out: of the counsellor who registers it. */
    counsellor: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
  },
  closed,
)
export type NewTrajectory = Static<typeof NewTrajectory>

/** POST /api/trajectories: known codes stay as they are. */
export const RegisterTrajectories = Type.Object(
  { items: Type.Array(NewTrajectory, { minItems: 1, maxItems: 2000 }) },
  closed,
)
