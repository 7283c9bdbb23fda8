import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done, orNull } from '../platform/http/api.ts'
import { LocationCode, OneLocation, unknownLocation } from './address/api.ts'
import { WeekHours } from './hours/api.ts'
import { locationKinds, placeRefusals, schoolLevels } from './rules.ts'

const words = (length: number) => orNull(Type.String({ minLength: 1, maxLength: length }))

/** What may be known of a place beside its code and kind. Numbers, level and bells are of schools. */
const known = {
  name: words(120),
  municipality: words(80),
  provider: words(80),
}
const ofSchool = {
  institutionNo: orNull(
    Type.String({ pattern: '^[0-9]{3,7}$', description: 'instellingsnummer', examples: ['034561'] }),
  ),
  siteNo: orNull(Type.String({ pattern: '^[0-9]{1,4}$', description: 'vestigingsnummer', examples: ['2'] })),
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

/** Known codes stay as they are. */
const RegisterLocations = Type.Object(
  { items: Type.Array(NewLocation, { minItems: 1, maxItems: 2000 }) },
  closed,
)

/** Everything that may be known of it, anew; its code and kind stay. */
export const LocationFields = Type.Object({ ...known, ...ofSchool }, closed)
export type LocationFields = Static<typeof LocationFields>

export const ExportQuery = Type.Object({ as: Type.Enum(['csv', 'xlsx']) }, closed)
export type ExportQuery = Static<typeof ExportQuery>

const refusals = { ...unknownLocation, ...placeRefusals }

/** Places: adding them, and what is known of one. */
export const locationApi = {
  'POST /api/locations': {
    policy: 'registerLocations',
    body: RegisterLocations,
    answer: Type.Object({ registered: Type.Integer(), known: Type.Integer() }, closed),
    refusals,
  },
  'PUT /api/locations/:code': {
    policy: 'changeLocations',
    params: OneLocation,
    body: LocationFields,
    answer: Done,
    refusals,
  },
} as const satisfies Contracts
