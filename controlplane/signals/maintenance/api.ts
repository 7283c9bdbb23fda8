import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done, Instant, Nothing, Text, Uuid } from '../../platform/http/api.ts'
import { maintenanceHoursMax, maintenanceScopes } from './rules.ts'

const Scope = Type.Object(
  {
    kind: Type.Enum(maintenanceScopes),
    /** Of a trajectory or location the code, of a set the label. */
    code: Type.String({ minLength: 2, maxLength: 32 }),
  },
  closed,
)

/** Work on sets or at a place: what begins inside it calls nobody. */
const Maintenance = Type.Object(
  {
    id: Uuid,
    scope: Scope,
    from: Instant,
    until: Instant,
    by: Type.Object({ account: Uuid, firstName: Text }, closed),
  },
  closed,
)
export type MaintenanceNow = Static<typeof Maintenance>

/** `from` in the past: from now on. */
const NewMaintenance = Type.Object({ scope: Scope, from: Instant, until: Instant }, closed)
export type NewMaintenance = Static<typeof NewMaintenance>

const maintenanceRefusals = {
  maintenance_order: {
    status: 422,
    message: 'This ends before it begins, or is over.',
    expected: 'an end after its begin and after now',
  },
  maintenance_long: {
    status: 422,
    message: 'This takes too long.',
    expected: `at most ${maintenanceHoursMax} hours`,
  },
  maintenance_far: { status: 422, message: 'This is too far ahead.', expected: 'a begin within 60 days' },
  maintenance_nowhere: {
    status: 422,
    message: 'Nothing has the code {where}.',
    expected: 'the code of a trajectory or location, or the label of a set',
  },
} as const
const endRefusals = {
  unknown_maintenance: {
    status: 404,
    message: 'No work is planned under this id.',
    expected: 'an id of the list of work',
  },
  maintenance_over: { status: 409, message: 'This work is over.', expected: 'work that is on or to come' },
} as const

/** Where work is done, so that nobody is called for what comes of it. */
export const maintenanceApi = {
  /** What is on and what is to come, in order. */
  'GET /api/maintenances': {
    policy: 'workIncidents',
    answer: Type.Object({ at: Instant, rows: Type.Array(Maintenance) }, closed),
  },
  'POST /api/maintenances': {
    policy: 'workIncidents',
    body: NewMaintenance,
    answer: Type.Object({ id: Uuid }, closed),
    refusals: maintenanceRefusals,
  },
  /** Now, and not when it was planned to. */
  'POST /api/maintenances/:id/end': {
    policy: 'workIncidents',
    params: Type.Object({ id: Uuid }, closed),
    body: Nothing,
    answer: Done,
    refusals: endRefusals,
  },
} as const satisfies Contracts
