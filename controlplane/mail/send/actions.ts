import { recordAct } from '../../audit/actions.ts'
import { issueAnswerLink } from '../../people/link/actions.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { WaitingMail } from '../queries.ts'
import type { MailFailure } from '../rules.ts'

/** Where the page of a link takes its token. */
const linkPath = '/antwoord'

/**
 * Where a mail leads. A question gets a fresh link at each try: its token stands in the mail that leaves and nowhere else.
 */
export async function leadOf(
  sql: Database,
  { content, language }: WaitingMail,
  { site, now }: { site: string; now: number },
): Promise<string | undefined> {
  if (content.template === 'test') return undefined
  if (content.template !== 'question') return `${site}/tickets/${content.subject.split(':')[1]}`
  const { audience, question } = content.params
  const asked = { object: content.subject, audience, question, language }
  const token = await sql.begin(tx => issueAnswerLink(tx, asked, now))
  return `${site}${linkPath}#${token}`
}

/** It left. That a link went out is written in the log. */
export function recordSent(sql: Database, { id, content }: WaitingMail, now: number): Promise<void> {
  return sql.begin(async tx => {
    await tx`update mails set sent_at = ${now}::timestamptz, tries = tries + 1 where id = ${id}`
    if (content.template !== 'question') return
    const { audience, question } = content.params
    const act = { at: now, actor: 'system', act: 'answer_link_sent', subject: content.subject } as const
    await recordAct(tx, { ...act, detail: { mail: id, audience, question } })
  })
}

/** What it told is no news any more: it does not leave. */
export async function recordWithdrawn(sql: Database, id: string, now: number): Promise<void> {
  await sql`update mails set withdrawn_at = ${now}::timestamptz where id = ${id}`
}

/** It did not leave; `isOver`: and is not tried again. */
export async function recordFailure(
  sql: Database,
  id: string,
  { failure, isOver, now }: { failure: MailFailure; isOver: boolean; now: number },
): Promise<void> {
  await sql`
    update mails set tries = tries + 1, last_failure = ${failure},
      failed_at = ${isOver ? now : null}::timestamptz
    where id = ${id}`
}
