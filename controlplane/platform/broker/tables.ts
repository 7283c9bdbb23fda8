import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Questions on their way to sets. Whoever hears the answer writes it here, and whoever asked takes the row away. */
export const asks = pgTable(
  'asks',
  {
    id: uuid('id').primaryKey(),
    deviceId: uuid('device_id').notNull(),
    question: text('question').notNull(),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    answer: jsonb('answer'),
  },
  table => [index('asks_by_device').on(table.deviceId), index('asks_by_end').on(table.expiresAt)],
)
