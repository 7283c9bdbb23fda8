import { sql } from 'drizzle-orm'
import { customType, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Mails to send, sent, and given up. To whom is in `sealed`; the text is made of codes when it leaves, so that no link
 * that works is ever kept. Kept 30 days.
 */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    sealed: bytes('sealed').notNull(),
    keyId: text('key_id').notNull(),
    /** The address as a keyed hash, to count by. */
    addressHash: bytes('address_hash').notNull(),
    template: text('template').notNull(),
    /** Codes and counts alone. */
    params: jsonb('params').notNull(),
    language: text('language').notNull(),
    /** `kind:code` of what it is about; null: nothing. */
    subject: text('subject'),
    queuedAt: instant('queued_at').notNull(),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
    /** What it told was no news any more, so it never left. */
    withdrawnAt: instant('withdrawn_at'),
    tries: integer('tries').notNull().default(0),
    /** One of `mailFailures`. */
    lastFailure: text('last_failure'),
  },
  table => [
    index('mails_by_queueing').on(table.queuedAt),
    index('mails_by_subject').on(table.subject, table.queuedAt),
    index('mails_by_address').on(table.addressHash, table.queuedAt),
    index('mails_unsent').on(table.queuedAt).where(sql`sent_at is null`),
  ],
)
