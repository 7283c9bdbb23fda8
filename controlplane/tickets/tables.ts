import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { helpCases } from '../help/tables.ts'
import { locations } from '../locations/tables.ts'
import { accounts } from '../people/tables.ts'
import { sets } from '../sets/tables.ts'
import { trajectories } from '../trajectories/tables.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })
const ofTicket = () =>
  uuid('ticket_id')
    .notNull()
    .references(() => tickets.id)

/**
 * The work of a technician, in codes only. At most one a trouble (`correlation_key`) that is not over. Kept until two
 * years after its trajectory, which retention sees to.
 */
export const tickets = pgTable(
  'tickets',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    /** Its name on every screen. */
    no: bigint('no', { mode: 'number' }).notNull().unique().generatedAlwaysAsIdentity(),
    correlationKey: text('correlation_key').notNull(),
    state: text('state').notNull(),
    priority: smallint('priority').notNull(),
    family: text('family').notNull(),
    symptom: text('symptom').notNull(),
    source: text('source').notNull(),
    channel: text('channel'),
    picture: text('picture'),
    trajectoryId: uuid('trajectory_id').references(() => trajectories.id),
    setId: uuid('set_id').references(() => sets.id),
    side: text('side'),
    locationId: uuid('location_id').references(() => locations.id),
    incidentId: uuid('incident_id'),
    openedAt: instant('opened_at').notNull(),
    /** Since when it is in its state. */
    changedAt: instant('changed_at').notNull(),
    owner: uuid('owner').references(() => accounts.id),
    claimedAt: instant('claimed_at'),
    /** When a person first, and last, did something with it. */
    firstActionAt: instant('first_action_at'),
    actedAt: instant('acted_at'),
    waitingParty: text('waiting_party'),
    waitingReference: text('waiting_reference'),
    plannedFor: instant('planned_for'),
    /** Since when what was wrong is not any more, while a person is on it. */
    healedAt: instant('healed_at'),
    cause: text('cause'),
    solution: text('solution'),
    fixedBy: text('fixed_by'),
    resolvedAt: instant('resolved_at'),
    /** The account; null: it healed by itself. */
    resolvedBy: uuid('resolved_by'),
    closedAt: instant('closed_at'),
    cancelledReason: text('cancelled_reason'),
    mergedInto: uuid('merged_into'),
    /** Of the same trouble, too long ago to be the same ticket. */
    earlierTicket: uuid('earlier_ticket'),
    reopenedCount: integer('reopened_count').notNull().default(0),
    /** Lesson minutes that children lost by it; null: not counted yet. */
    lostMinutes: real('lost_minutes'),
    loweredReason: text('lowered_reason'),
  },
  table => [
    uniqueIndex('tickets_one_live_per_key')
      .on(table.correlationKey)
      .where(sql`state not in ('closed', 'merged', 'cancelled')`),
    index('tickets_by_key').on(table.correlationKey, table.no),
    index('tickets_by_state').on(table.state, table.changedAt),
    index('tickets_by_trajectory').on(table.trajectoryId),
    index('tickets_by_set').on(table.setId),
    index('tickets_by_location').on(table.locationId),
    index('tickets_by_incident').on(table.incidentId),
    index('tickets_by_merge').on(table.mergedInto),
  ],
)

/** Everything that happened to a ticket; rows are only added. `actor`: an account; null: by itself. `detail`: codes only. */
export const ticketEvents = pgTable(
  'ticket_events',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    ticketId: ofTicket(),
    at: instant('at').notNull(),
    actor: uuid('actor'),
    kind: text('kind').notNull(),
    /** The state from then on. */
    state: text('state').notNull(),
    detail: jsonb('detail').notNull(),
  },
  table => [
    index('ticket_events_by_ticket').on(table.ticketId, table.at, table.id),
    index('ticket_events_by_time').on(table.at, table.id),
  ],
)

/** What a person wrote down; the text may name people, so it is sealed. */
export const ticketNotes = pgTable(
  'ticket_notes',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    ticketId: ofTicket(),
    at: instant('at').notNull(),
    by: uuid('by').notNull(),
    sealed: bytes('sealed').notNull(),
    keyId: text('key_id').notNull(),
  },
  table => [index('ticket_notes_by_ticket').on(table.ticketId)],
)

/** Tickets that belong together; each pair once, the lower number first. */
export const ticketLinks = pgTable(
  'ticket_links',
  {
    ticketId: ofTicket(),
    otherId: uuid('other_id')
      .notNull()
      .references(() => tickets.id),
  },
  table => [
    primaryKey({ columns: [table.ticketId, table.otherId] }),
    index('ticket_links_by_other').on(table.otherId),
  ],
)

/** The calls for help that a ticket is about: what is done with the one is done with the other. */
export const ticketCases = pgTable(
  'ticket_cases',
  {
    caseId: uuid('case_id')
      .primaryKey()
      .references(() => helpCases.id, { onDelete: 'cascade' }),
    ticketId: ofTicket(),
  },
  table => [index('ticket_cases_by_ticket').on(table.ticketId)],
)

/** What both sides said in the ten minutes before `at`, the first symptom, as it was known then. */
export const ticketEvidence = pgTable(
  'ticket_evidence',
  { ticketId: ofTicket(), at: instant('at').notNull(), frozen: jsonb('frozen').notNull() },
  table => [primaryKey({ columns: [table.ticketId, table.at] })],
)

/** Who has it on screen; a row counts until then. */
export const ticketViewers = pgTable(
  'ticket_viewers',
  {
    ticketId: ofTicket(),
    account: uuid('account').notNull(),
    untilAt: instant('until_at').notNull(),
  },
  table => [primaryKey({ columns: [table.ticketId, table.account] })],
)

/** Who was told that nobody took it, once for each time at which it became so (`since_at`). */
export const ticketAlarms = pgTable(
  'ticket_alarms',
  {
    ticketId: ofTicket(),
    step: text('step').notNull(),
    sinceAt: instant('since_at').notNull(),
    toldAt: instant('told_at').notNull(),
  },
  table => [primaryKey({ columns: [table.ticketId, table.step, table.sinceAt] })],
)

/** A call that somebody made or got for it. */
export const ticketCalls = pgTable(
  'ticket_calls',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    ticketId: ofTicket(),
    at: instant('at').notNull(),
    by: uuid('by').notNull(),
    direction: text('direction').notNull(),
    /** The role of whom it was with. */
    with: text('with').notNull(),
    minutes: smallint('minutes'),
  },
  table => [index('ticket_calls_by_ticket').on(table.ticketId)],
)
