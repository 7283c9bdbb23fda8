import { sql } from 'drizzle-orm'
import { customType, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** School sites, homes, hospitals, warehouses. A home is a code here; its address is in `sealed`, null: not known. */
export const locations = pgTable(
  'locations',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    code: text('code').notNull().unique(),
    kind: text('kind').notNull(),
    name: text('name'),
    municipality: text('municipality'),
    provider: text('provider'),
    sealed: bytes('sealed'),
    keyId: text('key_id'),
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
