import { sql } from 'drizzle-orm'
import { check, customType, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { sets } from '../sets/tables.ts'
import { trajectories } from '../trajectories/tables.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Something for who sits at a set, and what became of it. A text that somebody wrote is in `sealed`. Kept 90 days. */
export const setMessages = pgTable(
  'set_messages',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    /** whom the set served then; null: nobody */
    trajectoryId: uuid('trajectory_id').references(() => trajectories.id),
    /** one of `messageSentences`; null: a text */
    sentence: text('sentence'),
    sealed: bytes('sealed'),
    keyId: text('key_id'),
    /** what may be chosen; of `messageAnswers` */
    answers: text('answers').array().notNull(),
    untilAt: instant('until_at').notNull(),
    /** the account, or `system` */
    sentBy: text('sent_by').notNull(),
    sentAt: instant('sent_at').notNull(),
    /** what it belongs to, kind and code, such as a ticket; null: nothing */
    subject: text('subject'),
    shownAt: instant('shown_at'),
    seenAt: instant('seen_at'),
    answeredAt: instant('answered_at'),
    answer: text('answer'),
    withdrawnAt: instant('withdrawn_at'),
  },
  table => [
    index('set_messages_by_set').on(table.setId, table.sentAt),
    index('set_messages_by_subject').on(table.subject, table.sentAt),
    index('set_messages_by_sending').on(table.sentAt),
    check('set_messages_says_one', sql`(sentence is null) <> (sealed is null)`),
    check('set_messages_answers', sql`cardinality(answers) <= 3`),
    check('set_messages_sealed_by', sql`(sealed is null) = (key_id is null)`),
  ],
)
