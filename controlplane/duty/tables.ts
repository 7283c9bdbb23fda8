import { sql } from 'drizzle-orm'
import { index, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../people/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Who is on duty at the helpdesk, from when until when. */
export const duties = pgTable(
  'duties',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** Whose it was before it was taken over: until it is given back or planned anew. */
    takenFrom: uuid('taken_from').references(() => accounts.id, { onDelete: 'set null' }),
  },
  table => [index('duties_by_time').on(table.endsAt, table.startsAt)],
)
