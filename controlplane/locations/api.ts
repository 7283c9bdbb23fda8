import Type, { type Static } from 'typebox'

const locationKinds = ['school', 'home', 'hospital', 'warehouse'] as const

const closed = { additionalProperties: false }
const orNull = (length: number) => Type.Union([Type.String({ minLength: 1, maxLength: length }), Type.Null()])

/** A place where sets stand. `code` is unique; homes have no name here. */
export const NewLocation = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$' }),
    kind: Type.Enum(locationKinds),
    name: orNull(120),
    municipality: orNull(80),
    provider: orNull(80),
  },
  closed,
)
export type NewLocation = Static<typeof NewLocation>

/** POST /api/locations: known codes stay as they are. */
export const RegisterLocations = Type.Object(
  { items: Type.Array(NewLocation, { minItems: 1, maxItems: 2000 }) },
  closed,
)
