import Type, { type Static } from 'typebox'
import { WeekHours } from './hours/api.ts'
import { locationKinds, schoolLevels } from './rules.ts'

const closed = { additionalProperties: false }
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const words = (length: number) => orNull(Type.String({ minLength: 1, maxLength: length }))

export const LocationCode = Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,31}$' })

/** What may be known of a place beside its code and kind. Numbers, level and bells are of schools. */
const known = {
  name: words(120),
  municipality: words(80),
  provider: words(80),
}
const ofSchool = {
  institutionNo: orNull(Type.String({ pattern: '^[0-9]{3,7}$', description: 'instellingsnummer' })),
  siteNo: orNull(Type.String({ pattern: '^[0-9]{1,4}$', description: 'vestigingsnummer' })),
  level: orNull(Type.Enum(schoolLevels)),
  bells: orNull(WeekHours),
}

/** A place where sets stand. `code` is unique; homes have no name here. */
export const NewLocation = Type.Object(
  {
    code: LocationCode,
    kind: Type.Enum(locationKinds),
    ...known,
    ...Type.Partial(Type.Object(ofSchool)).properties,
  },
  closed,
)
export type NewLocation = Static<typeof NewLocation>

/** POST /api/locations: known codes stay as they are. */
export const RegisterLocations = Type.Object(
  { items: Type.Array(NewLocation, { minItems: 1, maxItems: 2000 }) },
  closed,
)

/** PUT /api/locations/:code: everything that may be known of it, anew; its code and kind stay. */
export const LocationFields = Type.Object({ ...known, ...ofSchool }, closed)
export type LocationFields = Static<typeof LocationFields>

export const Done = Type.Object({ done: Type.Literal(true) }, closed)

/** GET /api/locations/export; what a column of POST /api/locations/import may be called is in `import-rules.ts`. */
export const ExportQuery = Type.Object({ as: Type.Enum(['csv', 'xlsx']) }, closed)
export type ExportQuery = Static<typeof ExportQuery>

export const LocationRefused = Type.Object(
  {
    error: Type.String(),
    message: Type.String(),
    where: Type.Optional(Type.String()),
    expected: Type.Optional(Type.String()),
  },
  closed,
)
