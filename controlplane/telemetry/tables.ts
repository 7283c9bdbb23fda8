import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import { type ReadingName, readingNames } from '../../protocol/report.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

const readingColumns = Object.fromEntries(readingNames.map(name => [name, real(name)])) as {
  [Name in ReadingName]: ReturnType<typeof real<Name>>
}

/**
 * One row a report, partitioned by UTC day of `received_at`; partitions are made and dropped at run time. No unique
 * key: the stored ranges are the key.
 */
export const reports = pgTable(
  'reports',
  {
    receivedAt: instant('received_at').notNull(),
    measuredAt: instant('measured_at').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    deviceNo: integer('device_no').notNull(),
    epoch: integer('epoch').notNull(),
    seconds: real('seconds').notNull(),
    flags: integer('flags').notNull(),
    ...readingColumns,
  },
  table => [index('reports_by_device').on(table.deviceNo, table.receivedAt)],
)

/** The same numbers, one row a device and hour of `measured_at`. */
export const reportHours = pgTable(
  'report_hours',
  {
    deviceNo: integer('device_no').notNull(),
    hour: instant('hour').notNull(),
    reports: integer('reports').notNull(),
    seconds: real('seconds').notNull(),
    ...readingColumns,
  },
  table => [
    primaryKey({ columns: [table.deviceNo, table.hour] }),
    index('report_hours_by_hour').on(table.hour),
  ],
)

/** Times in which sets could not measure their line, by our doing: what they tell of loss is unknown then. */
export const lineOutages = pgTable(
  'line_outages',
  {
    cause: text('cause').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.cause, table.fromAt] }),
    index('line_outages_by_end').on(table.untilAt),
  ],
)

/** One row: up to which receipt the roll-ups are made. */
export const rollUpProgress = pgTable('roll_up_progress', {
  id: integer('id').primaryKey().default(1),
  receivedUntil: instant('received_until').notNull(),
})

const factColumns = {
  deviceNo: integer('device_no').notNull(),
  name: text('name').notNull(),
  value: jsonb('value'),
  measuredAt: instant('measured_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  uncertain: boolean('uncertain').notNull(),
  epoch: integer('epoch').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
}

/** What holds now: moved only by a higher (epoch, seq). */
export const facts = pgTable('facts', factColumns, table => [
  primaryKey({ columns: [table.deviceNo, table.name] }),
])

/** Every change, late ones included. */
export const factHistory = pgTable('fact_history', factColumns, table => [
  index('fact_history_by_device').on(table.deviceNo, table.measuredAt),
  // What of calls came lately is counted without a look at all else that did.
  index('fact_history_calls').on(table.receivedAt, table.deviceNo).where(sql`name = 'call'`),
])

/** What lists show and filter by, derived from the facts whenever they change. */
export const summaries = pgTable('summaries', {
  deviceNo: integer('device_no').primaryKey(),
  camera: text('camera').notNull(),
  interface: text('interface'),
  agentVersion: text('agent_version'),
  simulated: boolean('simulated').notNull(),
  /** When it was first heard that the camera is so, and what was heard of it before. */
  cameraSince: instant('camera_since'),
  cameraWas: text('camera_was'),
  sound: text('sound').notNull().default('unknown'),
  soundSince: instant('sound_since'),
  soundWas: text('sound_was'),
})

const checkColumns = {
  deviceNo: integer('device_no').notNull(),
  measuredAt: instant('measured_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  uncertain: boolean('uncertain').notNull(),
  epoch: integer('epoch').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  trigger: text('trigger').notNull(),
  verdict: text('verdict').notNull(),
  codes: text('codes').array().notNull(),
}

/** What each set found when it last looked itself over: moved only by a higher (epoch, seq). */
export const lastChecks = pgTable('last_checks', checkColumns, table => [
  primaryKey({ columns: [table.deviceNo] }),
])

/** Every time a set looked itself over, late ones included. */
export const checkHistory = pgTable('check_history', checkColumns, table => [
  index('check_history_by_device').on(table.deviceNo, table.measuredAt),
])
