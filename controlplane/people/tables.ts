import { sql } from 'drizzle-orm'
import { boolean, customType, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Who may sign in. Name and e-mail are in `sealed`; `word_hashes` finds them. An account of
 * the issuer `server` signs in by links alone. Without a role it may nothing.
 */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    sealed: bytes('sealed').notNull(),
    keyId: text('key_id').notNull(),
    wordHashes: bytes('word_hashes').array().notNull().default(sql`'{}'`),
    /** The identity provider, or `server`; and what it calls the person. */
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    roles: text('roles').array().notNull().default(sql`'{}'`),
    disabledAt: instant('disabled_at'),
    /** Whether the person agreed to it that a set names them when they help there. */
    firstNameShown: boolean('first_name_shown').notNull().default(false),
    /** Of what the person gets by mail: what they chose for the screen last. */
    language: text('language').notNull().default('nl'),
    createdAt: instant('created_at').notNull(),
    signedInAt: instant('signed_in_at'),
  },
  table => [
    unique('accounts_by_subject').on(table.issuer, table.subject),
    index('accounts_by_words').using('gin', table.wordHashes),
  ],
)

/** Links that sign in once, within ten minutes. `hash`: SHA-256 of the token, hexadecimal. */
export const signInLinks = pgTable('sign_in_links', {
  hash: text('hash').primaryKey(),
  accountId: uuid('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  issuedAt: instant('issued_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  /** The name of the screen on the wall that it opens; null: it signs a person in. */
  wall: text('wall'),
})

/** On the way to the identity provider and back. `hash`: of the browser's token. */
export const signInAttempts = pgTable('sign_in_attempts', {
  hash: text('hash').primaryKey(),
  state: text('state').notNull(),
  nonce: text('nonce').notNull(),
  verifier: text('verifier').notNull(),
  /** Where the person was going: a path of the console. */
  returnTo: text('return_to').notNull(),
  /** The sign-in that is to be confirmed; null: a new one. */
  confirms: uuid('confirms'),
  /** The hash of the sign-in that this browser had: the provider's site brings its cookie not along. */
  replaces: text('replaces'),
  expiresAt: instant('expires_at').notNull(),
})

/** A browser in which somebody is signed in. `hash`: SHA-256 of the cookie's token, hexadecimal. */
export const signIns = pgTable(
  'sign_ins',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    hash: text('hash').notNull().unique(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** `provider`, `link` or `wall`. */
    how: text('how').notNull(),
    /** What the provider's groups allow; it counts only as far as the account has the role too. */
    grantedRoles: text('granted_roles').array().notNull(),
    /** What the browser calls itself. */
    browser: text('browser').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** When the person last proved to be there: signing in counts. */
    confirmedAt: instant('confirmed_at').notNull(),
    endedAt: instant('ended_at'),
    /** `signed_out`, `replaced`, or the account that ended it. */
    endedBy: text('ended_by'),
    /** What the screen on the wall is called. */
    wall: text('wall'),
  },
  table => [index('sign_ins_by_account').on(table.accountId, table.createdAt)],
)

/**
 * Links for who has no account: bound to one object, an audience and the acts that may be done through it, once. `hash`:
 * SHA-256 of the token, hexadecimal. Nothing here tells who anybody is. Kept 30 days after it ended by itself.
 */
export const links = pgTable(
  'links',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    hash: text('hash').notNull().unique(),
    /** `kind:code` of what it is about. */
    object: text('object').notNull(),
    audience: text('audience').notNull(),
    /** What is asked, and what may be answered: codes of closed lists. */
    question: text('question').notNull(),
    acts: text('acts').array().notNull(),
    language: text('language').notNull(),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    usedAct: text('used_act'),
    /** Taken back, or replaced by a newer one. */
    endedAt: instant('ended_at'),
  },
  table => [
    index('links_by_object').on(table.object, table.audience),
    index('links_by_end').on(table.expiresAt),
  ],
)
