import Type, { type Static } from 'typebox'
import { messageAnswers, messageSentences } from '../../../protocol/message.ts'
import { faultSides, pairVerdicts } from '../../calls/pair/rules.ts'
import { presenceStates } from '../../devices/rules.ts'
import { LessonNow } from '../../lessons/api.ts'
import { type Contracts, closed, Done, Instant, orNull, Text, Uuid } from '../../platform/http/api.ts'
import { ticketStates } from '../../tickets/rules.ts'
import { priorities, sides } from '../../tickets/symptom/rules.ts'
import { TrajectoryCode } from '../../trajectories/api.ts'
import { incidentRefusals } from '../incident/api.ts'
import { incidentStates } from '../incident/rules.ts'

const Person = Type.Object({ account: Uuid, firstName: Text }, closed)
const Place = Type.Object({ code: Text, name: orNull(Text), municipality: orNull(Text) }, closed)

/** A set of a pair. `lostAt` null: it did not go in the storm. `saw`: what became of the last thing that was told there. */
const StormSet = Type.Object(
  {
    set: Text,
    side: Type.Enum(sides),
    presence: orNull(Type.Enum(presenceStates)),
    lostAt: orNull(Instant),
    isBack: Type.Boolean(),
    told: orNull(
      Type.Object(
        {
          at: Instant,
          shownAt: orNull(Instant),
          seenAt: orNull(Instant),
          answer: orNull(Type.Enum(messageAnswers)),
        },
        closed,
      ),
    ),
  },
  closed,
)

/**
 * A pair that a storm concerns, as it is now. `place`: its school. `minutesAtRisk`: of its lesson. `ticket`: its own, the most
 * urgent that is not over. `incident`: what goes wrong with its connection now. `isMovedIn`: by a person; null: by itself.
 */
const StormPair = Type.Object(
  {
    trajectory: Text,
    place: orNull(Place),
    sets: Type.Array(StormSet),
    verdict: orNull(
      Type.Object(
        { verdict: Type.Enum(pairVerdicts), side: orNull(Type.Enum(faultSides)), since: Instant },
        closed,
      ),
    ),
    lesson: orNull(LessonNow),
    nextLesson: orNull(Instant),
    minutesAtRisk: Type.Number(),
    ticket: orNull(
      Type.Object(
        {
          no: Type.Integer(),
          state: Type.Enum(ticketStates),
          priority: Type.Enum(priorities),
          owner: orNull(Person),
        },
        closed,
      ),
    ),
    incident: orNull(
      Type.Object({ id: Uuid, state: Type.Enum(incidentStates), owner: orNull(Person) }, closed),
    ),
    isMovedIn: orNull(Type.Boolean()),
  },
  closed,
)
export type StormPair = Static<typeof StormPair>

/** Something that was told to all at once. `by` null: to who may not know. `sets`: told; of these `shown`, `seen`, `answered`. */
const StormTold = Type.Object(
  {
    at: Instant,
    by: orNull(Person),
    sentence: Type.Enum(messageSentences),
    until: Instant,
    sets: Type.Integer(),
    shown: Type.Integer(),
    seen: Type.Integer(),
    answered: Type.Integer(),
  },
  closed,
)
export type StormTold = Static<typeof StormTold>

/** Of what is no storm there are none. `pairs`: what asks first comes first. `told`: the newest first. `tells`: sets that would be told something now. */
const StormPairs = Type.Object(
  {
    at: Instant,
    minutesAtRisk: Type.Number(),
    tells: Type.Integer(),
    pairs: Type.Array(StormPair),
    told: Type.Array(StormTold),
  },
  closed,
)
export type StormPairs = Static<typeof StormPairs>

const OneIncident = Type.Object({ id: Uuid }, closed)

/** What a storm does to the pairs that it concerns. */
export const stormApi = {
  'GET /api/incidents/:id/pairs': {
    policy: 'seeIncidents',
    of: 'incident',
    params: OneIncident,
    answer: StormPairs,
    refusals: { unknown_incident: incidentRefusals.unknown_incident },
  },
  /** A pair that belongs to it after all, or does not: then somebody is called for that pair alone. */
  'POST /api/incidents/:id/pairs': {
    policy: 'workIncidents',
    params: OneIncident,
    body: Type.Object({ trajectory: TrajectoryCode, isIn: Type.Boolean() }, closed),
    answer: Done,
    refusals: {
      ...incidentRefusals,
      incident_no_pair: {
        status: 409,
        message: 'There is no pair with this code.',
        expected: 'the code of a trajectory with a set',
      },
    },
  },
} as const satisfies Contracts
