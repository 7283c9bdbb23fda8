import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  pgView,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { sets } from '../sets/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** An installation of the agent. `device_no` is its short name inside the database. */
export const devices = pgTable(
  'devices',
  {
    deviceNo: integer('device_no').primaryKey().generatedAlwaysAsIdentity(),
    id: uuid('id').notNull().unique(),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    state: text('state').notNull().default('prepared'),
    /** May connect, and is what is known of its set. */
    live: boolean('live').notNull().generatedAlwaysAs(sql`state in ('prepared', 'active', 'questioned')`),
    registeredAt: instant('registered_at').notNull(),
  },
  table => [uniqueIndex('devices_live_per_set').on(table.setId).where(sql`live`)],
)

/** The one device of a set that counts. */
export const liveDevices = pgView('live_devices')
  .with({ securityInvoker: true })
  .as(query => {
    const { deviceNo, id, setId, state, registeredAt } = devices
    return query
      .select({ deviceNo, id, setId, state, registeredAt })
      .from(devices)
      .where(sql`${devices.live}`)
  })

/** What is known of the link to a device now. `connection`, `epoch`, `started_at` are those of the last hello taken. */
export const connections = pgTable(
  'connections',
  {
    deviceNo: integer('device_no')
      .primaryKey()
      .references(() => devices.deviceNo),
    presence: text('presence').notNull().default('unheard'),
    presenceSince: instant('presence_since'),
    presenceCause: text('presence_cause').notNull().default('registered'),
    /** What it was before; null: it never moved. */
    presenceWas: text('presence_was'),
    heardAt: instant('heard_at'),
    /** When the HTTPS beacon last showed that it is there while MQTT is blocked. */
    beaconAt: instant('beacon_at'),
    connection: bigint('connection', { mode: 'number' }).notNull().default(0),
    epoch: integer('epoch').notNull().default(0),
    agentStartedAt: bigint('agent_started_at', { mode: 'number' }),
    reportIntervalSeconds: integer('report_interval_seconds').notNull().default(60),
  },
  table => [index('connections_lost').on(table.deviceNo).where(sql`presence = 'lost'`)],
)

/** The life of a device: every move of its state and every doubt about it. `actor`: who did it; null: the system. */
export const deviceHistory = pgTable(
  'device_history',
  {
    deviceNo: integer('device_no')
      .notNull()
      .references(() => devices.deviceNo),
    at: instant('at').notNull(),
    /** The state from then on. */
    state: text('state').notNull(),
    cause: text('cause').notNull(),
    actor: text('actor'),
  },
  table => [index('device_history_by_device').on(table.deviceNo, table.at)],
)

/** Presence as it changed; the row before tells what held until then. */
export const presenceHistory = pgTable(
  'presence_history',
  {
    deviceNo: integer('device_no').notNull(),
    at: instant('at').notNull(),
    presence: text('presence').notNull(),
    cause: text('cause').notNull(),
  },
  table => [
    index('presence_history_by_device').on(table.deviceNo, table.at),
    // Every time that a link broke, so that those of the last hour are counted without a look at the others.
    index('presence_history_breaks').on(table.at, table.deviceNo).where(sql`presence = 'suspect'`),
  ],
)

/** When the agent of a device started; kept for eight days. */
export const deviceStarts = pgTable(
  'device_starts',
  {
    deviceNo: integer('device_no').notNull(),
    epoch: integer('epoch').notNull(),
    at: instant('at').notNull(),
  },
  table => [primaryKey({ columns: [table.deviceNo, table.epoch] })],
)

/** One row: when presence was last judged, and until when our own absence is not blamed on the sets. */
export const presenceTick = pgTable('presence_tick', {
  id: integer('id').primaryKey().default(1),
  judgedAt: instant('judged_at').notNull(),
  graceUntil: instant('grace_until').notNull(),
})
