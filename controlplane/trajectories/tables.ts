import { isNull, sql } from 'drizzle-orm'
import {
  customType,
  date,
  index,
  pgTable,
  pgView,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { locations } from '../locations/tables.ts'
import { accounts } from '../people/tables.ts'
import { sets } from '../sets/tables.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/** One child's period, known by its code. First name and class are in `sealed`; `word_hashes` finds them. */
export const trajectories = pgTable(
  'trajectories',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    code: text('code').notNull().unique(),
    homeLocationId: uuid('home_location_id').references(() => locations.id),
    schoolLocationId: uuid('school_location_id').references(() => locations.id),
    /** Whose trajectory it is. */
    counsellorId: uuid('counsellor_id').references(() => accounts.id),
    level: text('level'),
    /** The year of its September. */
    schoolYear: smallint('school_year'),
    /** Null: the child is not known. */
    sealed: bytes('sealed'),
    keyId: text('key_id'),
    wordHashes: bytes('word_hashes').array().notNull().default(sql`'{}'`),
    registeredAt: instant('registered_at').notNull(),
  },
  table => [
    index('trajectories_by_words').using('gin', table.wordHashes),
    index('trajectories_by_counsellor').on(table.counsellorId),
    index('trajectories_by_home').on(table.homeLocationId),
    index('trajectories_by_school').on(table.schoolLocationId),
    index('trajectories_search').using('gin', table.code.op('gin_trgm_ops')),
  ],
)

/** The column of what belongs to one trajectory. */
export const trajectoryId = () =>
  uuid('trajectory_id')
    .notNull()
    .references(() => trajectories.id)

/** The pair: which set served which side, from when until when (null: still does). */
export const pairSets = pgTable(
  'pair_sets',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    trajectoryId: trajectoryId(),
    side: text('side').notNull(),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
  },
  table => [
    uniqueIndex('pair_sets_one_pair_per_set').on(table.setId).where(sql`until_at is null`),
    index('pair_sets_by_trajectory').on(table.trajectoryId, table.side),
  ],
)

/** Which set serves which side at this moment. */
export const openPairs = pgView('open_pairs')
  .with({ securityInvoker: true })
  .as(query => {
    const { id, trajectoryId, side, setId, fromAt } = pairSets
    return query
      .select({ id, trajectoryId, side, setId, fromAt })
      .from(pairSets)
      .where(isNull(pairSets.untilAt))
  })

/** What has come about in a trajectory, on which day. */
export const milestones = pgTable(
  'milestones',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    trajectoryId: trajectoryId(),
    name: text('name').notNull(),
    /** `home`, `school`, `family` or null, as the milestone asks for. */
    side: text('side'),
    day: date('day').notNull(),
    /** An account, or `system`. */
    actor: text('actor').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  table => [unique('milestones_once').on(table.trajectoryId, table.name, table.side).nullsNotDistinct()],
)

/** Days without lessons, the last one included; null: nobody knows until when. */
export const pauses = pgTable(
  'pauses',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    trajectoryId: trajectoryId(),
    fromDay: date('from_day').notNull(),
    untilDay: date('until_day'),
    actor: text('actor').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  table => [index('pauses_by_trajectory').on(table.trajectoryId)],
)
