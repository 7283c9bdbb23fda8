import { sql } from 'drizzle-orm'
import { customType, index, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { WeekHours } from './hours/api.ts'

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
    /** Name and municipality, with a line between, as they are compared. */
    words: text('words')
      .notNull()
      .generatedAlwaysAs(sql`folded(coalesce(name, '') || E'\\n' || coalesce(municipality, ''))`),
    provider: text('provider'),
    /** Of a school site: the number of its institution, its own number there, what is taught. */
    institutionNo: text('institution_no'),
    siteNo: text('site_no'),
    level: text('level'),
    /** When the bell rings, by weekday; null: not known. */
    bells: jsonb('bells').$type<WeekHours>(),
    sealed: bytes('sealed'),
    keyId: text('key_id'),
    registeredAt: timestamp('registered_at', { withTimezone: true }).notNull(),
  },
  table => [
    index('locations_words').using('gin', table.words.op('gin_trgm_ops')),
    index('locations_numbers').using(
      'gin',
      table.code.op('gin_trgm_ops'),
      table.institutionNo.op('gin_trgm_ops'),
    ),
    unique('locations_one_per_site').on(table.institutionNo, table.siteNo),
  ],
)
