import { sql } from 'drizzle-orm'
import { date, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { locations } from '../locations/tables.ts'

/** Days on which a site is closed beside the holidays; without a location: all of them. */
export const closedDays = pgTable(
  'closed_days',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    locationId: uuid('location_id').references(() => locations.id),
    day: date('day').notNull(),
    half: text('half').notNull(),
    /** What the day is called. */
    name: text('name'),
  },
  table => [unique('closed_days_once').on(table.locationId, table.day).nullsNotDistinct()],
)
