import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** How often somebody came lately, by route and address; worth nothing once its time is over. */
export const rateCounts = pgTable(
  'rate_counts',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    untilAt: timestamp('until_at', { withTimezone: true }).notNull(),
  },
  table => [index('rate_counts_by_end').on(table.untilAt)],
)
