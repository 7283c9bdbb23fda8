import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { locations } from '../locations/tables.ts'
import { accounts } from '../people/tables.ts'
import { sets } from '../sets/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** One child's period, known here by its code only. */
export const trajectories = pgTable(
  'trajectories',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    code: text('code').notNull().unique(),
    homeLocationId: uuid('home_location_id').references(() => locations.id),
    schoolLocationId: uuid('school_location_id').references(() => locations.id),
    /** Whose trajectory it is. */
    counsellorId: uuid('counsellor_id').references(() => accounts.id),
    registeredAt: instant('registered_at').notNull().default(sql`now()`),
  },
  table => [
    index('trajectories_by_counsellor').on(table.counsellorId),
    index('trajectories_by_home').on(table.homeLocationId),
    index('trajectories_by_school').on(table.schoolLocationId),
    index('trajectories_search').using('gin', table.code.op('gin_trgm_ops')),
  ],
)

/** The pair: which set served which side, from when until when (null: still does). */
export const pairSets = pgTable(
  'pair_sets',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    trajectoryId: uuid('trajectory_id')
      .notNull()
      .references(() => trajectories.id),
    side: text('side').notNull(),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    fromAt: instant('from_at').notNull().default(sql`now()`),
    untilAt: instant('until_at'),
  },
  table => [
    uniqueIndex('pair_sets_one_pair_per_set').on(table.setId).where(sql`until_at is null`),
    index('pair_sets_by_trajectory').on(table.trajectoryId, table.side),
  ],
)
