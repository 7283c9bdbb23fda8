import { bigint, customType, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Every act, in a chain: `no` has no gaps, `hash` is SHA-256 over the hash of the row before and this row. Rows are
 * only added. `detail`: JSON as it was hashed; codes and counts, never a name.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    no: bigint('no', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    /** An account (uuid), `server` for a command at the server, `system` for what happens by itself. */
    actor: text('actor').notNull(),
    act: text('act').notNull(),
    /** Kind and code with a colon between: `set:KS-0001`, `account:<uuid>`. */
    subject: text('subject').notNull(),
    detail: text('detail').notNull(),
    hash: bytes('hash').notNull(),
  },
  table => [
    index('audit_log_by_actor').on(table.actor, table.no),
    index('audit_log_by_subject').on(table.subject, table.no),
  ],
)

/** Who read which record with personal data, when. Rows are only added. */
export const accessLog = pgTable(
  'access_log',
  {
    no: bigint('no', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    accountId: uuid('account_id').notNull(),
    /** Kind and code with a colon between, as in the audit log. */
    record: text('record').notNull(),
    /** `detail`: its own page; `search`: it was found by what is personal in it. */
    how: text('how').notNull(),
  },
  table => [
    index('access_log_by_account').on(table.accountId, table.no),
    index('access_log_by_record').on(table.record, table.no),
  ],
)
