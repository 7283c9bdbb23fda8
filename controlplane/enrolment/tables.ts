import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { devices } from '../devices/tables.ts'
import { sets } from '../sets/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Who may enrol one set, once. The token itself is nowhere: only its SHA-256, in hexadecimal. */
export const enrolmentTokens = pgTable(
  'enrolment_tokens',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    hash: text('hash').notNull().unique(),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
    /** The device that its use made. */
    deviceNo: integer('device_no').references(() => devices.deviceNo),
  },
  table => [index('enrolment_tokens_by_set').on(table.setId, table.issuedAt)],
)

/** Every certificate ever signed for a device. `replaced_at`: its successor has connected. */
export const certificates = pgTable(
  'certificates',
  {
    /** Lower-case hexadecimal, without leading zeros. */
    serial: text('serial').primaryKey(),
    deviceNo: integer('device_no')
      .notNull()
      .references(() => devices.deviceNo),
    /** SHA-256 of the CSR in DER, hexadecimal: the same request gets the same certificate. */
    csrHash: text('csr_hash').notNull(),
    /** PEM: leaf, intermediate. */
    chain: text('chain').notNull(),
    issuedAt: instant('issued_at').notNull(),
    notAfter: instant('not_after').notNull(),
    connectedAt: instant('connected_at'),
    replacedAt: instant('replaced_at'),
  },
  table => [uniqueIndex('certificates_by_csr').on(table.deviceNo, table.csrHash)],
)
