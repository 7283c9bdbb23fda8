import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** One physical kit; its label is what people read and say. */
export const sets = pgTable(
  'sets',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    label: text('label').notNull().unique(),
    kind: text('kind').notNull(),
    registeredAt: timestamp('registered_at', { withTimezone: true }).notNull(),
  },
  table => [index('sets_search').using('gin', table.label.op('gin_trgm_ops'))],
)

/** The parts of a set, in the order of its bill of materials. */
export const components = pgTable(
  'components',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    place: integer('place').notNull(),
    type: text('type').notNull(),
    make: text('make').notNull(),
    model: text('model').notNull(),
    serial: text('serial'),
  },
  table => [
    index('components_by_set').on(table.setId, table.place),
    index('components_search').using('gin', table.serial.op('gin_trgm_ops')),
  ],
)
