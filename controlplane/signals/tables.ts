import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** What is judged at once, and when it must be looked at again although nothing happens. Held by who looks. */
export const judgedSubjects = pgTable(
  'judged_subjects',
  {
    /** `trajectory:{code}`, `set:{label}` of one that serves nobody, or `storms`. */
    subject: text('subject').primaryKey(),
    judgedAt: instant('judged_at').notNull(),
    dueAt: instant('due_at'),
  },
  table => [index('judged_subjects_due').on(table.dueAt)],
)

/** Signals that are not quiet, or were restless lately. */
export const signals = pgTable(
  'signals',
  {
    /** `set:{label}/{rule}`, `trajectory:{code}/{rule}`, or the group key of a storm. */
    key: text('key').primaryKey(),
    subject: text('subject').notNull(),
    rule: text('rule').notNull(),
    /** The label of the set; null: of a pair, a place, the platform. */
    set: text('set'),
    /** Of the set, or at fault. */
    side: text('side'),
    family: text('family').notNull(),
    symptom: text('symptom').notNull(),
    priority: smallint('priority'),
    state: text('state').notNull(),
    since: instant('since').notNull(),
    /** When it became active, of the last half hour; ms since 1970 UTC. */
    entries: jsonb('entries').$type<number[]>().notNull(),
    evidence: jsonb('evidence').notNull(),
    isAsked: boolean('is_asked').notNull().default(false),
  },
  table => [index('signals_by_subject').on(table.subject)],
)

/** What people see. At most one a group that is not resolved. */
export const incidents = pgTable(
  'incidents',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    groupKey: text('group_key').notNull(),
    subject: text('subject').notNull(),
    family: text('family').notNull(),
    symptom: text('symptom').notNull(),
    state: text('state').notNull(),
    openedAt: instant('opened_at').notNull(),
    resolvedAt: instant('resolved_at'),
    /** The account that looks at it, until then. */
    acknowledgedBy: uuid('acknowledged_by'),
    acknowledgedUntil: instant('acknowledged_until'),
    mutedBy: uuid('muted_by'),
    mutedUntil: instant('muted_until'),
    /** Nobody is called for it until it was well once, whatever it takes. */
    isMutedUntilHealed: boolean('is_muted_until_healed').notNull().default(false),
    isMaintenance: boolean('is_maintenance').notNull().default(false),
    /** The group key of the storm that explains it. */
    suppressedBy: text('suppressed_by'),
    severity: smallint('severity'),
    hasTicket: boolean('has_ticket').notNull().default(false),
    reopened: integer('reopened').notNull().default(0),
    /** Why somebody is called for it, or nobody is. */
    reason: text('reason').notNull(),
  },
  table => [
    uniqueIndex('incidents_one_live_per_group').on(table.groupKey).where(sql`state <> 'resolved'`),
    index('incidents_by_group').on(table.groupKey, table.openedAt),
    index('incidents_by_subject').on(table.subject, table.openedAt),
  ],
)

/** The sets that went in an incident of many, and until when each was known to be there; kept as long as that. */
export const incidentSets = pgTable(
  'incident_sets',
  {
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    set: text('set').notNull(),
    lostAt: instant('lost_at').notNull(),
  },
  table => [primaryKey({ columns: [table.incidentId, table.set] })],
)

/** Trajectories that a person put in a storm, or took out of it, by code. */
export const stormMoves = pgTable(
  'storm_moves',
  {
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id, { onDelete: 'cascade' }),
    trajectory: text('trajectory').notNull(),
    isIn: boolean('is_in').notNull(),
    movedBy: uuid('moved_by').notNull(),
    movedAt: instant('moved_at').notNull(),
  },
  table => [primaryKey({ columns: [table.incidentId, table.trajectory] })],
)

/** The sets that went in a storm that is on, as the judge follows them. */
export const stormMembers = pgTable(
  'storm_members',
  {
    groupKey: text('group_key').notNull(),
    set: text('set').notNull(),
    lostAt: instant('lost_at').notNull(),
  },
  table => [primaryKey({ columns: [table.groupKey, table.set] })],
)

/** Every decision and why: "waarom wel, waarom geen melding?" Kept 13 months. */
export const decisions = pgTable(
  'decisions',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    /** When it came about, by what was seen; and when it was decided. */
    at: instant('at').notNull(),
    decidedAt: instant('decided_at').notNull(),
    subject: text('subject').notNull(),
    /** The group key of an incident, or the key of a signal. */
    about: text('about').notNull(),
    rule: text('rule'),
    what: text('what').notNull(),
    detail: jsonb('detail').notNull(),
  },
  table => [
    index('decisions_by_subject').on(table.subject, table.at),
    index('decisions_by_age').on(table.decidedAt),
  ],
)

/** How people changed the rules; the last of a rule holds. */
export const ruleEdits = pgTable(
  'rule_edits',
  {
    revision: integer('revision').primaryKey().generatedAlwaysAsIdentity(),
    rule: text('rule').notNull(),
    edit: jsonb('edit').notNull(),
    actor: uuid('actor').notNull(),
    at: instant('at').notNull(),
  },
  table => [index('rule_edits_by_rule').on(table.rule, table.revision)],
)

/** Work on sets or at a place: what begins inside it calls nobody. It must end. */
export const maintenances = pgTable(
  'maintenances',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    /** `trajectory:{code}`, `set:{label}` or `location:{code}`. */
    scope: text('scope').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    actor: uuid('actor').notNull(),
  },
  table => [index('maintenances_by_end').on(table.untilAt)],
)
