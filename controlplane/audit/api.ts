import Type, { type Static } from 'typebox'
import { listExport, listRefusals } from '../platform/files/table/words-api.ts'
import { type Contracts, closed, Instant, orNull, Text } from '../platform/http/api.ts'
import { type ActName, readings } from './rules.ts'

const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a day in Brussels' })

/** Rows of one answer. */
export const auditPageMax = 100

const filters = {
  /** An account, `server` or `system`. */
  actor: Type.Optional(Type.String({ maxLength: 64 })),
  /** Part of a subject or record: a label, a code, an account. */
  q: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(Day),
  /** The last day that counts. */
  until: Type.Optional(Day),
  /** Only rows before this number. */
  before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
}

/** The name of an act, as its feature says. */
const Act = Type.Unsafe<ActName>(Type.String({ pattern: '^[a-z]+(_[a-z]+)+$', maxLength: 64 }))

/** Newest first; own rows alone for who reaches no further. */
export const AuditQuery = Type.Object({ ...filters, act: Type.Optional(Act) }, closed)
export type AuditQuery = Static<typeof AuditQuery>

/** Every row that the filter shows. */
const AuditExportQuery = Type.Object({ ...filters, act: Type.Optional(Act), ...listExport }, closed)
export type AuditExportQuery = Static<typeof AuditExportQuery>

/** Who did it: `firstName` null: the server itself, or an account that is gone. */
const Who = Type.Object({ actor: Text, firstName: orNull(Text) }, closed)

export const AuditRow = Type.Object(
  {
    no: Type.Integer(),
    at: Instant,
    who: Who,
    act: Act,
    subject: Text,
    /** Codes and counts. */
    detail: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
)
export type AuditRow = Static<typeof AuditRow>
export const AuditPage = Type.Object(
  {
    at: Instant,
    rows: Type.Array(AuditRow),
    /** What `before` asks for the rows after these; null: there are none. */
    next: orNull(Type.Integer()),
    /** Who occurs in the log, to filter by. */
    actors: Type.Array(Who),
  },
  closed,
)
export type AuditPage = Static<typeof AuditPage>

/** Whether every row is as it was written. `brokenAt`: the first that is not. */
export const AuditChain = Type.Object(
  { at: Instant, rows: Type.Integer(), head: orNull(Text), brokenAt: orNull(Type.Integer()) },
  closed,
)
export type AuditChain = Static<typeof AuditChain>

/** Who read what, newest first. */
export const AccessQuery = Type.Object({ ...filters, how: Type.Optional(Type.Enum(readings)) }, closed)
export type AccessQuery = Static<typeof AccessQuery>
export const AccessRow = Type.Object(
  { no: Type.Integer(), at: Instant, who: Who, record: Text, how: Type.Enum(readings) },
  closed,
)
export type AccessRow = Static<typeof AccessRow>
export const AccessPage = Type.Object(
  { at: Instant, rows: Type.Array(AccessRow), next: orNull(Type.Integer()), actors: Type.Array(Who) },
  closed,
)
export type AccessPage = Static<typeof AccessPage>

const dayRefusals = {
  unknown_day: {
    status: 422,
    message: 'The calendar has no such day.',
    expected: 'a day such as 2026-09-01',
  },
} as const
const actRefusals = {
  ...dayRefusals,
  unknown_act: { status: 422, message: 'Nothing is written down as {where}.', expected: 'an act of the log' },
} as const

/** What was done and who read what: everybody their own, who looks after it the whole. */
export const auditApi = {
  'GET /api/audit': { policy: 'seeAudit', query: AuditQuery, answer: AuditPage, refusals: actRefusals },
  'GET /api/access': { policy: 'seeAudit', query: AccessQuery, answer: AccessPage, refusals: dayRefusals },
  'GET /api/audit/chain': {
    policy: 'seeAudit',
    answer: AuditChain,
    refusals: {
      whole_log_only: {
        status: 403,
        message: 'Your role sees its own acts alone, and the chain is made of everybody’s.',
        expected: 'one of: admin, dpo',
      },
    },
  },
  'GET /api/audit/export': {
    policy: 'exportAudit',
    query: AuditExportQuery,
    as: 'file',
    refusals: { ...actRefusals, ...listRefusals },
  },
} as const satisfies Contracts
