import type { PersonalData, Sealed } from '../platform/keys/personal-data.ts'
import type { Database } from '../platform/postgres/database.ts'
import {
  hourBefore,
  type MailContent,
  type MailFailure,
  type MailLanguage,
  type MailTemplate,
  perSubjectAnHourMax,
  type Recipient,
  stuckBefore,
} from './rules.ts'

/** A mail that waits to leave. `queuedAt`: ms since 1970 UTC. */
export type WaitingMail = {
  id: string
  to: Recipient
  content: MailContent
  language: MailLanguage
  queuedAt: number
}

/** Undefined: it is sent, given up or withdrawn, or there is none. */
export async function findWaiting(
  sql: Database,
  personal: PersonalData,
  id: string,
): Promise<WaitingMail | undefined> {
  const [row] = await sql<(Sealed & MailContent & { language: MailLanguage; queuedAt: number })[]>`
    select sealed, key_id as "keyId", template, params, subject, language, queued_at as "queuedAt" from mails
    where id = ${id} and sent_at is null and failed_at is null and withdrawn_at is null`
  if (!row) return undefined
  const { sealed, keyId, template, params, subject, language, queuedAt } = row
  const to = personal.open<Recipient>(`mail:${id}`, { sealed, keyId })
  return { id, to, content: { template, params, subject } as MailContent, language, queuedAt }
}

/** A mail as the list of those that did not leave shows it: not to whom. Instants in ms since 1970 UTC. */
export type UnsentMail = {
  id: string
  template: MailTemplate
  subject: string | null
  queuedAt: number
  failedAt: number | null
  tries: number
  lastFailure: MailFailure | null
}

/** Mails that have waited for more than five minutes, the oldest first; what was given up is not among them. */
export async function findStuckMails(sql: Database, now: number): Promise<UnsentMail[]> {
  return sql<UnsentMail[]>`
    select id, template, subject, queued_at as "queuedAt", failed_at as "failedAt", tries,
      last_failure as "lastFailure"
    from mails
    where sent_at is null and failed_at is null and withdrawn_at is null
      and queued_at < ${stuckBefore(now)}::timestamptz
    order by queued_at limit ${listMax}`
}

const listMax = 100

/** Mails that were given up, the newest first. */
export async function findFailedMails(sql: Database): Promise<UnsentMail[]> {
  return sql<UnsentMail[]>`
    select id, template, subject, queued_at as "queuedAt", failed_at as "failedAt", tries,
      last_failure as "lastFailure"
    from mails where failed_at is not null order by failed_at desc limit ${listMax}`
}

/** When a mail left last; null: none did that is still known. */
export async function findLastSent(sql: Database): Promise<number | null> {
  const [row] = await sql<{ at: number | null }[]>`select max(sent_at) as at from mails`
  return row!.at
}

/** How many mails about this may still be queued in this hour; what a subject is, `kind:code`, is said by who queues them. */
export async function countMailsLeft(sql: Database, subject: string, now: number): Promise<number> {
  const [row] = await sql<{ queued: number }[]>`
    select count(*)::int4 as queued from mails
    where subject = ${subject} and queued_at > ${hourBefore(now)}::timestamptz`
  return Math.max(0, perSubjectAnHourMax - row!.queued)
}

/** How many mails each key sealed. */
export async function countSealedMails(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from mails group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
