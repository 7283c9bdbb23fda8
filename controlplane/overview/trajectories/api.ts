import Type, { type Static } from 'typebox'
import { DayOf } from '../../calendar/api.ts'
import { LessonNow } from '../../lessons/api.ts'
import { schoolLevels } from '../../locations/rules.ts'
import { closed, Instant, orNull, Text } from '../../platform/http/api.ts'
import { milestoneNames, milestoneSides, phases } from '../../trajectories/milestone/rules.ts'
import { Place, Presence } from '../api.ts'
import { BoardPair } from '../board/api.ts'

export const trajectoriesPageMax = 100

/** What is asked of a person by when. `what`: the milestone that is open, or nothing where a phase as a whole is late. */
const Deadline = Type.Object({ day: DayOf, isOver: Type.Boolean() }, closed)

const Side = Type.Object({ set: orNull(Text), presence: Presence, place: orNull(Place) }, closed)

/** One row of the list: codes, no names. */
export const TrajectoryRow = Type.Object(
  {
    code: Text,
    phase: Type.Enum(phases),
    deadline: orNull(Deadline),
    level: orNull(Type.Enum(schoolLevels)),
    schoolYear: orNull(Type.Integer()),
    counsellor: orNull(Type.Object({ account: Text, firstName: Text }, closed)),
    home: Side,
    school: Side,
    lesson: orNull(LessonNow),
    hasTimetable: Type.Boolean(),
    /** Why it was found, when by a personal word that the row does not show. */
    foundBy: orNull(Type.Enum(['child', 'contact', 'names'])),
  },
  closed,
)
export type TrajectoryRow = Static<typeof TrajectoryRow>

/**
 * GET /api/trajectories: `q` finds codes, places, labels of sets, and by whole words the child's first name, names and
 * phone numbers of contacts (what is found so is written down). `phase`: words with commas between. `late`: only those
 * whose deadline has passed. `whose`: an account, or `me`. `lessons=none`: without a timetable.
 */
export const TrajectoriesQuery = Type.Partial(
  Type.Object(
    {
      q: Type.String({ maxLength: 100 }),
      phase: Type.String({ maxLength: 200 }),
      late: Type.Enum(['yes']),
      lessons: Type.Enum(['none', 'now']),
      whose: Type.String({ pattern: '^(me|[0-9a-f-]{36})$' }),
      sort: Type.Enum(['code', 'phase', 'deadline', 'place']),
      direction: Type.Enum(['up', 'down']),
      offset: Type.String({ pattern: '^[0-9]{1,6}$' }),
      limit: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }),
    },
    closed,
  ),
)
export type TrajectoriesQuery = Static<typeof TrajectoriesQuery>

/** `phases`: how the matches of the other filters divide by phase; `late`: how many of them are late. */
export const TrajectoriesPage = Type.Object(
  {
    at: Instant,
    total: Type.Integer(),
    late: Type.Integer(),
    phases: Type.Record(Type.Enum(phases), Type.Integer()),
    rows: Type.Array(TrajectoryRow, { maxItems: trajectoriesPageMax }),
  },
  closed,
)
export type TrajectoriesPage = Static<typeof TrajectoriesPage>

/** A set that serves or served a side. */
const Served = Type.Object(
  { set: Text, side: Type.Enum(['home', 'school']), from: Instant, until: orNull(Instant) },
  closed,
)

/**
 * GET /api/trajectories/:code: all but what is personal and the lessons, which have addresses of their own. `pair`: its
 * sets as the board has them; null: it has none.
 */
export const TrajectoryDetail = Type.Object(
  {
    at: Instant,
    code: Text,
    phase: Type.Enum(phases),
    deadline: orNull(Deadline),
    /** What comes next: the milestones that the phase waits for. */
    open: Type.Array(
      Type.Object({ name: Type.Enum(milestoneNames), side: orNull(Type.Enum(milestoneSides)) }, closed),
    ),
    level: orNull(Type.Enum(schoolLevels)),
    schoolYear: orNull(Type.Integer()),
    counsellor: orNull(Type.Object({ account: Text, firstName: Text }, closed)),
    knowsChild: Type.Boolean(),
    home: Side,
    school: Side,
    pair: orNull(BoardPair),
    served: Type.Array(Served),
    milestones: Type.Array(
      Type.Object(
        {
          name: Type.Enum(milestoneNames),
          side: orNull(Type.Enum(milestoneSides)),
          day: DayOf,
          recordedAt: Instant,
        },
        closed,
      ),
    ),
    pauses: Type.Array(Type.Object({ id: Text, fromDay: DayOf, untilDay: orNull(DayOf) }, closed)),
    lesson: orNull(LessonNow),
    hasTimetable: Type.Boolean(),
  },
  closed,
)
export type TrajectoryDetail = Static<typeof TrajectoryDetail>

/** GET /api/counsellors: who can have trajectories: open accounts with that role. */
export const Counsellors = Type.Object(
  { counsellors: Type.Array(Type.Object({ account: Text, firstName: Text }, closed)) },
  closed,
)
export type Counsellors = Static<typeof Counsellors>

/**
 * GET /api/board/children?of=T-2026-0412,…: first name and class of those that ask for a person now, and of no others;
 * written down once for each person, child and lesson.
 */
export const boardChildrenMax = 50
export const BoardChildrenQuery = Type.Object({ of: Type.String({ minLength: 8, maxLength: 1000 }) }, closed)
export const BoardChildren = Type.Object(
  {
    children: Type.Array(
      Type.Object({ trajectory: Text, firstName: Text, className: orNull(Text) }, closed),
      { maxItems: boardChildrenMax },
    ),
  },
  closed,
)
export type BoardChildren = Static<typeof BoardChildren>

/** GET /api/trajectories/:code/person: whom its page is about; written down in the same way. `child` null: not known. */
export const PersonAnswer = Type.Object(
  { child: orNull(Type.Object({ firstName: Text, className: orNull(Text) }, closed)) },
  closed,
)
export type PersonAnswer = Static<typeof PersonAnswer>
