import type { MessageSays, MessageSentence } from '../../protocol/message.ts'
import type { PersonalData, Sealed } from '../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { SetMessage } from './api.ts'

/** Of one answer. */
const messagesMax = 200

/** What a row holds of what a message says: a code, or a text that is sealed. */
export type Kept = {
  id: string
  sentence: MessageSentence | null
  sealed: Buffer | null
  keyId: string | null
}

export function saysOf(personal: PersonalData, { id, sentence, sealed, keyId }: Kept): MessageSays {
  if (sentence !== null) return { sentence }
  return { text: openText(personal, id, { sealed: sealed!, keyId: keyId! }) }
}

/** Opens the text of a message. */
export function openText(personal: PersonalData, id: string, sealed: Sealed): string {
  return personal.open<{ text: string }>(`message:${id}`, sealed).text
}

type Row = Omit<SetMessage, 'says'> & Kept

/** The last messages that belong to something, or that went to a set (its label), the newest first. */
export async function findMessagesOf(
  { sql, personal }: { sql: Database | Transaction; personal: PersonalData },
  of: { subject: string } | { set: string },
): Promise<SetMessage[]> {
  const rows = await sql<Row[]>`
    select m.id, s.label as set, m.sentence, m.sealed, m.key_id as "keyId", to_jsonb(m.answers) as answers,
      m.until_at as until, m.sent_by as "sentBy", m.sent_at as "sentAt", m.subject, m.shown_at as "shownAt",
      m.seen_at as "seenAt", m.answered_at as "answeredAt", m.answer, m.withdrawn_at as "withdrawnAt"
    from set_messages m join sets s on s.id = m.set_id
    where ${'subject' in of ? sql`m.subject = ${of.subject}` : sql`s.label = ${of.set}`}
    order by m.sent_at desc, m.id desc limit ${messagesMax}`
  return rows.map(({ sentence, sealed, keyId, ...row }) => ({
    ...row,
    says: saysOf(personal, { id: row.id, sentence, sealed, keyId }),
  }))
}

/** How many messages each key sealed. */
export async function countSealedMessages(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from set_messages where key_id is not null group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
