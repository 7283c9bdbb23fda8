import { sql } from 'drizzle-orm'
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { DayHours, WeekHours } from '../locations/hours/api.ts'
import { sets } from '../sets/tables.ts'
import { trajectoryId } from '../trajectories/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** The week of a trajectory. No row: nobody entered one. */
export const timetables = pgTable('timetables', {
  trajectoryId: trajectoryId().primaryKey(),
  week: jsonb('week').$type<WeekHours>().notNull(),
  changedAt: instant('changed_at').notNull(),
})

/** Days that go otherwise: these lessons and no others. */
export const lessonExceptions = pgTable(
  'lesson_exceptions',
  {
    trajectoryId: trajectoryId(),
    day: date('day').notNull(),
    hours: jsonb('hours').$type<DayHours>().notNull(),
    reason: text('reason').notNull(),
  },
  table => [primaryKey({ columns: [table.trajectoryId, table.day] })],
)

/** "Vandaag anders", by whom and until when (null: not known). What was taken back keeps its row. */
export const dayChanges = pgTable(
  'day_changes',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    trajectoryId: trajectoryId(),
    kind: text('kind').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
    saidBy: text('said_by').notNull(),
    /** The set on which it was said; null: in the console. */
    setId: uuid('set_id').references(() => sets.id),
    /** The account that said it; null: nobody signed in. */
    actor: uuid('actor'),
    recordedAt: instant('recorded_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  table => [
    index('day_changes_by_trajectory').on(table.trajectoryId, table.fromAt),
    index('day_changes_that_hold').on(table.untilAt).where(sql`withdrawn_at is null`),
  ],
)

/** One for all sets: what is newer is higher, wherever a set goes. */
export const lessonsRevision = pgSequence('lessons_revision')

/** What a set holds, or will, as its lessons: [from, until, from, until …] in minutes since 1970 UTC. */
export const setLessons = pgTable('set_lessons', {
  setId: uuid('set_id')
    .primaryKey()
    .references(() => sets.id),
  revision: bigint('revision', { mode: 'number' }).notNull().default(sql`nextval('lessons_revision')`),
  windows: integer('windows').array().notNull(),
  untilMinute: integer('until_minute').notNull(),
  madeAt: instant('made_at').notNull(),
})
