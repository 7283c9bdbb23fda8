import { sql } from 'drizzle-orm'
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** School sites, homes, hospitals, warehouses. A home is a code here and nothing more. */
export const locations = pgTable('locations', {
  id: uuid('id').primaryKey().default(sql`uuidv7()`),
  code: text('code').notNull().unique(),
  kind: text('kind').notNull(),
  name: text('name'),
  municipality: text('municipality'),
  provider: text('provider'),
  registeredAt: timestamp('registered_at', { withTimezone: true }).notNull().default(sql`now()`),
})
