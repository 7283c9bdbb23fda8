import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { trajectoryId } from '../trajectories/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * When something of a call came or went at a set, in the time of a lesson alone, for the trajectory that it served then.
 * Made anew of the facts whenever one came, however late. Kept 30 days.
 */
export const callIntervals = pgTable(
  'call_intervals',
  {
    trajectoryId: trajectoryId(),
    deviceNo: integer('device_no').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    /** `both`, `in` or `out` */
    media: text('media').notNull(),
  },
  table => [
    primaryKey({ columns: [table.trajectoryId, table.deviceNo, table.fromAt] }),
    index('call_intervals_by_end').on(table.untilAt),
  ],
)

/** When both sides of a pair were in a call at once. Kept 395 days. */
export const callSessions = pgTable(
  'call_sessions',
  {
    trajectoryId: trajectoryId(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.trajectoryId, table.fromAt] }),
    index('call_sessions_by_end').on(table.untilAt),
  ],
)

/** One row: up to which receipt of facts the intervals are made. */
export const callProgress = pgTable('call_progress', {
  id: integer('id').primaryKey().default(1),
  receivedUntil: instant('received_until').notNull(),
})

/** What is said of a pair that is in a lesson. */
export const currentVerdicts = pgTable('pair_verdicts', {
  trajectoryId: trajectoryId().primaryKey(),
  verdict: text('verdict').notNull(),
  /** at fault; null: nothing is */
  side: text('side'),
  /** codes */
  evidence: jsonb('evidence').notNull(),
  sinceAt: instant('since_at').notNull(),
  lessonUntil: instant('lesson_until').notNull(),
  judgedAt: instant('judged_at').notNull(),
})

/** What was said of a pair, from then on; null: nothing, its lesson was over. Kept 395 days. */
export const verdictHistory = pgTable(
  'verdict_history',
  {
    no: bigint('no', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    trajectoryId: trajectoryId(),
    at: instant('at').notNull(),
    verdict: text('verdict'),
    side: text('side'),
  },
  table => [
    index('verdict_history_by_trajectory').on(table.trajectoryId, table.at),
    index('verdict_history_by_time').on(table.at),
  ],
)
