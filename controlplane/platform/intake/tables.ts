import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

const multirange = customType<{ data: string }>({ dataType: () => 'int8multirange' })
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Which numbers of an epoch are committed: the duplicate check and the acknowledgement in one. `clock_offset_ms` is
 * receipt − the set's clock, `up_zero_at` the moment at which the set's `up` was 0; both as of the last hello.
 */
export const storedRanges = pgTable(
  'stored_ranges',
  {
    deviceNo: integer('device_no').notNull(),
    epoch: integer('epoch').notNull(),
    stored: multirange('stored').notNull().default('{}'),
    clockOffsetMs: bigint('clock_offset_ms', { mode: 'number' }),
    upZeroAt: instant('up_zero_at'),
  },
  table => [primaryKey({ columns: [table.deviceNo, table.epoch] })],
)

/** The lowest number a device may still hold; whatever lies below is stored or given up. */
export const outboxFloors = pgTable('outbox_floors', {
  deviceNo: integer('device_no').primaryKey(),
  epoch: integer('epoch').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
})

/** Messages with a readable envelope and an unreadable body: one a device, kind and version, the first, counted. */
export const quarantine = pgTable(
  'quarantine',
  {
    deviceNo: integer('device_no').notNull(),
    kind: text('kind').notNull(),
    version: integer('version').notNull(),
    epoch: integer('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    times: bigint('times', { mode: 'number' }).notNull().default(1),
    problem: jsonb('problem').notNull(),
    payload: bytes('payload').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.deviceNo, table.kind, table.version] }),
    index('quarantine_by_age').on(table.receivedAt),
  ],
)
