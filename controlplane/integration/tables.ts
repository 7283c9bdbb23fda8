import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Where tickets are told to another system; one row at most. `sealed`: its address and what its messages are signed by. */
export const webhooks = pgTable('webhooks', {
  id: integer('id').primaryKey(),
  sealed: bytes('sealed').notNull(),
  keyId: text('key_id').notNull(),
  isOn: boolean('is_on').notNull(),
  /** of `webhookKinds` */
  kinds: text('kinds').array().notNull(),
  secretMadeAt: instant('secret_made_at').notNull(),
  /** until when messages are signed by the secret before this one too */
  oldSecretEndsAt: instant('old_secret_ends_at'),
  changedAt: instant('changed_at').notNull(),
})

/** Each message to the other system, until 30 days after it was written down. `body`: JSON of codes and instants. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    body: text('body').notNull(),
    queuedAt: instant('queued_at').notNull(),
    giveUpAt: instant('give_up_at').notNull(),
    /** when it is looked at again; null: it is over */
    nextAt: instant('next_at'),
    tries: integer('tries').notNull().default(0),
    triedAt: instant('tried_at'),
    /** why the last try failed, and the status of the answer where there was one */
    why: text('why'),
    status: integer('status'),
    deliveredAt: instant('delivered_at'),
    failedAt: instant('failed_at'),
  },
  table => [
    index('webhook_deliveries_due').on(table.nextAt).where(sql`next_at is not null`),
    index('webhook_deliveries_by_queueing').on(table.queuedAt),
  ],
)

/** What another system reads by. `hash`: SHA-256 of the token, hexadecimal; forgotten 90 days after its end. */
export const apiTokens = pgTable('api_tokens', {
  id: uuid('id').primaryKey().default(sql`uuidv7()`),
  hash: text('hash').notNull().unique(),
  name: text('name').notNull(),
  /** of `scopes` */
  scopes: text('scopes').array().notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: uuid('created_by').notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** to the minute */
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
})

/** Whom we tell every minute that all is well; one row at most. `sealed`: the address. */
export const heartbeats = pgTable('heartbeats', {
  id: integer('id').primaryKey(),
  sealed: bytes('sealed').notNull(),
  keyId: text('key_id').notNull(),
  method: text('method').notNull(),
  isOn: boolean('is_on').notNull(),
  changedAt: instant('changed_at').notNull(),
  triedAt: instant('tried_at'),
  sentAt: instant('sent_at'),
  why: text('why'),
  status: integer('status'),
  /** what had not passed its own work when it should have been sent last */
  missing: text('missing').array().notNull().default(sql`'{}'`),
  missingSince: instant('missing_since'),
})
