import { sql } from 'drizzle-orm'
import { check, customType, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { locations } from '../locations/tables.ts'
import { trajectories } from '../trajectories/tables.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Whom to call, for one trajectory or at one location. Name, phone, e-mail and hours are in `sealed`. */
export const contacts = pgTable(
  'contacts',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    trajectoryId: uuid('trajectory_id').references(() => trajectories.id),
    locationId: uuid('location_id').references(() => locations.id),
    role: text('role').notNull(),
    sealed: bytes('sealed').notNull(),
    keyId: text('key_id').notNull(),
    wordHashes: bytes('word_hashes').array().notNull().default(sql`'{}'`),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull(),
  },
  table => [
    index('contacts_by_trajectory').on(table.trajectoryId),
    index('contacts_by_location').on(table.locationId),
    index('contacts_by_words').using('gin', table.wordHashes),
    check('contacts_of_one', sql`(trajectory_id is null) <> (location_id is null)`),
  ],
)
