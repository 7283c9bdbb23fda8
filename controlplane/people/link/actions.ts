import { randomBytes } from 'node:crypto'
import { recordAct } from '../../audit/actions.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { Audience } from '../rules.ts'
import { hashToken } from '../sign-in/actions.ts'
import {
  isLinkOpen,
  type KnownLink,
  type LinkAnswer,
  type LinkLanguage,
  type LinkQuestion,
  linkEnd,
  linkQuestions,
  linksKeptDays,
} from './rules.ts'

const tokenBytes = 16
const dayMs = 86_400_000

/** What a link is for. `object`: kind and code with a colon between, such as `ticket:M-2026-0031`. */
export type AnswerLink = {
  object: string
  audience: Audience
  question: LinkQuestion
  language: LinkLanguage
}

/**
 * Makes a link through which somebody without an account answers one question, once, and ends the one before for the
 * same object and audience. Returns its token, which is kept nowhere: it belongs behind the # of `/antwoord`.
 */
export async function issueAnswerLink(
  tx: Transaction,
  { object, audience, question, language }: AnswerLink,
  now: number,
): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url')
  await tx`
    update links set ended_at = ${now}::timestamptz
    where object = ${object} and audience = ${audience} and ended_at is null and used_at is null`
  await tx`
    insert into links (hash, object, audience, question, acts, language, issued_at, expires_at)
    values (${hashToken(token)}, ${object}, ${audience}, ${question}, ${[...linkQuestions[question]]}::text[],
      ${language}, ${now}::timestamptz, ${linkEnd(now)}::timestamptz)`
  return token
}

/** Takes back every link about this object that was not used. The act that does it says so. */
export async function endLinksOf(tx: Transaction, object: string, now: number): Promise<void> {
  await tx`
    update links set ended_at = ${now}::timestamptz
    where object = ${object} and ended_at is null and used_at is null`
}

type Held = KnownLink & { id: string; object: string; audience: Audience; question: string; acts: string[] }

/** Does through a link what it was made for, once. False: it works no more, or this is none of its acts. */
export function useAnswerLink(
  sql: Database,
  { id, act, now }: { id: string; act: LinkAnswer; now: number },
): Promise<boolean> {
  return sql.begin(async tx => {
    const [link] = await tx<Held[]>`
      select id, object, audience, question, acts, expires_at as "expiresAt", used_at as "usedAt",
        ended_at as "endedAt"
      from links where id = ${id} for update`
    if (!link || !isLinkOpen(link, now) || !link.acts.includes(act)) return false
    await tx`update links set used_at = ${now}::timestamptz, used_act = ${act} where id = ${id}`
    await queueWork(tx, 'link_answered', [id], now)
    const { object, audience, question } = link
    const detail = { link: id, question, answer: act }
    await recordAct(tx, { at: now, actor: audience, act: 'link_used', subject: object, detail })
    return true
  })
}

/** Forgets links that ended by themselves long ago. `now`: ms since 1970 UTC. */
export async function purgeLinks(sql: Database, now: number): Promise<void> {
  await sql`delete from links where expires_at < ${now - linksKeptDays * dayMs}::timestamptz`
}
