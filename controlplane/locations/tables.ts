import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** School sites, homes, hospitals, warehouses. A home is a code here and nothing more. */
export const locations = pgTable(
  'locations',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    code: text('code').notNull().unique(),
    kind: text('kind').notNull(),
    name: text('name'),
    municipality: text('municipality'),
    provider: text('provider'),
    registeredAt: timestamp('registered_at', { withTimezone: true }).notNull().default(sql`now()`),
  },
  table => [
    index('locations_search').using(
      'gin',
      table.name.op('gin_trgm_ops'),
      table.municipality.op('gin_trgm_ops'),
    ),
  ],
)
