import Type, { type Static } from 'typebox'
import {
  type Contracts,
  closed,
  Done,
  Instant,
  Nothing,
  orNull,
  Text,
  Uuid,
} from '../../platform/http/api.ts'
import { families, priorities } from '../../tickets/symptom/rules.ts'
import { columns, ruleNames, scopes } from '../rules.ts'

const NameOfRule = Type.Enum(ruleNames)
/** The one in an address. */
export const OneRule = Type.Object(
  { rule: Type.String({ pattern: '^[a-z]+(_[a-z]+)*$', maxLength: 40, examples: ['camera'] }) },
  closed,
)
const Priority = orNull(Type.Enum(priorities))
const byColumn = <Of extends Type.TSchema>(of: Of) =>
  Object.fromEntries(columns.map(column => [column, of])) as Record<(typeof columns)[number], Of>

/**
 * What is changed of a rule as it is delivered; what is left out stays so. What is out of bounds is refused by name, so
 * that all of it is said at once.
 */
export const EditOfRule = Type.Object(
  {
    on: Type.Optional(Type.Boolean()),
    holdSeconds: Type.Optional(Type.Number()),
    clearSeconds: Type.Optional(Type.Number()),
    priorities: Type.Optional(Type.Partial(Type.Object(byColumn(orNull(Type.Number())), closed))),
    limits: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.Number())),
  },
  closed,
)
export type EditOfRule = Static<typeof EditOfRule>

/** A number that may be edited, in the unit of its name. `value` null: the usual, which differs by whether there is a lesson. */
const Amount = Type.Object(
  { value: orNull(Type.Number()), delivered: orNull(Type.Number()), min: Type.Number(), max: Type.Number() },
  closed,
)
const Person = Type.Object({ account: Uuid, firstName: Text }, closed)

const Edited = { revision: Type.Integer(), at: Instant, by: Person }

/** A rule as it holds, beside how it is delivered. `replays`: whether one may ask what it would have done. */
export const RuleNow = Type.Object(
  {
    name: NameOfRule,
    family: Type.Enum(families),
    of: Type.Enum(scopes),
    isOn: Type.Boolean(),
    holdSeconds: Amount,
    clearSeconds: Amount,
    priorities: Type.Object(byColumn(Type.Object({ value: Priority, delivered: Priority }, closed)), closed),
    limits: Type.Record(Type.String(), Amount),
    replays: Type.Boolean(),
    lastEdit: orNull(Type.Object(Edited, closed)),
  },
  closed,
)
export type RuleNow = Static<typeof RuleNow>
const RulesNow = Type.Object(
  {
    at: Instant,
    /** How long what was wrong must be gone where a rule says nothing of it. */
    usualClearSeconds: Type.Object(byColumn(Type.Integer()), closed),
    rules: Type.Array(RuleNow),
  },
  closed,
)

export const historyPageMax = 50
const RuleHistory = Type.Object(
  {
    at: Instant,
    edits: Type.Array(Type.Object({ ...Edited, edit: EditOfRule }, closed)),
    /** What `before` asks for the edits before these; null: there are none. */
    next: orNull(Type.Integer()),
  },
  closed,
)
const Before = Type.Object({ before: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })) }, closed)

const unknownRule = {
  unknown_rule: {
    status: 404,
    message: 'There is no rule {where}.',
    expected: 'a name of the list of rules',
  },
} as const
export const ruleRefusals = {
  ...unknownRule,
  wrong_edit: { status: 422, message: 'This cannot be: {where}.', expected: 'a value within its bounds' },
} as const
const revisionRefusals = {
  ...unknownRule,
  unknown_revision: {
    status: 404,
    message: 'This rule was never changed by the revision {where}.',
    expected: 'a revision of the history of this rule',
  },
} as const

const change = { policy: 'changeRules', params: OneRule, answer: Done } as const

/** The closed list of what is watched, and how people changed it. */
export const ruleApi = {
  'GET /api/rules': { policy: 'seeRules', answer: RulesNow },
  /** The newest first. */
  'GET /api/rules/:rule/history': {
    policy: 'seeRules',
    params: OneRule,
    query: Before,
    answer: RuleHistory,
    refusals: unknownRule,
  },
  /** The whole edit: what it leaves out is as delivered. */
  'PUT /api/rules/:rule': { ...change, body: EditOfRule, refusals: ruleRefusals },
  /** As it is delivered. */
  'POST /api/rules/:rule/reset': { ...change, body: Nothing, refusals: unknownRule },
  /** As it was by that revision; 0: as it is delivered. */
  'POST /api/rules/:rule/revert': {
    ...change,
    body: Type.Object({ revision: Type.Integer({ minimum: 0, maximum: 999_999_999 }) }, closed),
    refusals: revisionRefusals,
  },
} as const satisfies Contracts
