import { sql } from 'drizzle-orm'
import { customType, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../people/tables.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * A browser of somebody that takes pushes. Its address at the service and its keys are in `sealed`; `hash`: SHA-256 of
 * that address, hexadecimal. Gone when the service says so, or when it took none for 180 days.
 */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull().unique(),
    sealed: bytes('sealed').notNull(),
    keyId: text('key_id').notNull(),
    language: text('language').notNull(),
    createdAt: instant('created_at').notNull(),
    lastOkAt: instant('last_ok_at'),
    /** Since it took one last. */
    failures: integer('failures').notNull().default(0),
  },
  table => [index('push_subscriptions_by_account').on(table.accountId)],
)

/** What is to be pushed to every browser of a person, and to which it was. Kept 30 days. */
export const pushes = pgTable(
  'pushes',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    accountId: uuid('account_id').notNull(),
    kind: text('kind').notNull(),
    params: jsonb('params').notNull(),
    queuedAt: instant('queued_at').notNull(),
    /** Subscriptions that are done with: they took it, or never will. */
    doneWith: uuid('done_with').array().notNull().default(sql`'{}'`),
  },
  table => [index('pushes_by_queueing').on(table.queuedAt)],
)
