import Type, { type Static } from 'typebox'
import { DayOf, HalfOf } from '../../calendar/api.ts'
import { LessonNow } from '../../lessons/api.ts'
import { WeekHours } from '../../locations/hours/api.ts'
import { locationKinds, schoolLevels } from '../../locations/rules.ts'
import { closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { TicketHit } from '../../tickets/api.ts'
import { phases } from '../../trajectories/milestone/rules.ts'
import { Presence } from '../api.ts'
import { searchMax } from '../list/rules.ts'

export const locationsPageMax = 100

const known = {
  code: Text,
  kind: Type.Enum(locationKinds),
  name: orNull(Text),
  municipality: orNull(Text),
  provider: orNull(Text),
  institutionNo: orNull(Text),
  siteNo: orNull(Text),
  level: orNull(Type.Enum(schoolLevels)),
}

/** One row: a place and how many trajectories that are not closed have a side there. */
export const LocationRow = Type.Object(
  { ...known, hasBells: Type.Boolean(), trajectories: Type.Integer() },
  closed,
)
export type LocationRow = Static<typeof LocationRow>

/** GET /api/locations: `q` finds codes, names, municipalities and institution numbers. */
export const LocationsQuery = Type.Partial(
  Type.Object(
    {
      q: Type.String({ maxLength: 100 }),
      kind: Type.String({ maxLength: 60, description: 'words with commas between' }),
      offset: Type.String({ pattern: '^[0-9]{1,6}$' }),
      limit: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }),
    },
    closed,
  ),
)
export type LocationsQuery = Static<typeof LocationsQuery>
export const LocationsPage = Type.Object(
  {
    at: Instant,
    total: Type.Integer(),
    kinds: Type.Record(Type.Enum(locationKinds), Type.Integer()),
    rows: Type.Array(LocationRow, { maxItems: locationsPageMax }),
  },
  closed,
)
export type LocationsPage = Static<typeof LocationsPage>

/** GET /api/locations/:code. `closed`: its own days from the present school year on. */
export const LocationDetail = Type.Object(
  {
    at: Instant,
    ...known,
    bells: orNull(WeekHours),
    closed: Type.Array(Type.Object({ day: DayOf, half: HalfOf, name: orNull(Text) }, closed)),
    trajectories: Type.Array(
      Type.Object(
        {
          code: Text,
          side: Type.Enum(['home', 'school']),
          phase: Type.Enum(phases),
          set: orNull(Text),
          presence: Presence,
        },
        closed,
      ),
    ),
  },
  closed,
)
export type LocationDetail = Static<typeof LocationDetail>

/**
 * GET /api/search?q=: what the one search field finds, at most 8 of a kind, each with every word that was typed: sets by
 * label or serial, places by name, trajectories by code, set, place, and by whole words the child's first name or a
 * contact's name or phone. `foundBy` says by what; `names`: of child and contact both. What was
 * found by name is written down. `lesson` null: the trajectory is not looked at.
 */
export const SearchQuery = Type.Object({ q: Type.String({ minLength: 2, maxLength: 100 }) }, closed)
export const SearchAnswer = Type.Object(
  {
    trajectories: Type.Array(
      Type.Object(
        {
          code: Text,
          place: orNull(Text),
          foundBy: Type.Enum(['code', 'place', 'set', 'child', 'contact', 'names']),
          lesson: orNull(LessonNow),
        },
        closed,
      ),
    ),
    sets: Type.Array(Type.Object({ label: Text, place: orNull(Text), presence: Presence }, closed)),
    locations: Type.Array(
      Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed),
    ),
  },
  closed,
)
export type SearchAnswer = Static<typeof SearchAnswer>

/** GET /api/search/tickets?q=: by number, whatever became of them; as long as they are live by trajectory, set or place too. */
export const TicketHits = Type.Object({ tickets: Type.Array(TicketHit, { maxItems: searchMax }) }, closed)
export type TicketHits = Static<typeof TicketHits>

/**
 * GET /api/search/classes?of=T-2026-0412,…: the class of each, which tells two children of one name apart; written down
 * once in ten minutes for each person and child, for one searches letter by letter.
 */
export const ClassesQuery = Type.Object({ of: Type.String({ minLength: 8, maxLength: 200 }) }, closed)
export const Classes = Type.Object(
  {
    classes: Type.Array(Type.Object({ trajectory: Text, className: Text }, closed), { maxItems: searchMax }),
  },
  closed,
)
export type Classes = Static<typeof Classes>
