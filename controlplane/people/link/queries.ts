import type { Database } from '../../platform/postgres/database.ts'
import type { Audience } from '../rules.ts'
import { isLinkOpen, type KnownLink, type LinkAnswer, type LinkLanguage, type LinkQuestion } from './rules.ts'

/** Who comes through a link, for what, and what may be done. `object`: kind and code. */
export type Linked = {
  id: string
  object: string
  audience: Audience
  question: LinkQuestion
  acts: LinkAnswer[]
  language: LinkLanguage
}

/** Undefined: there is no such link, or it works no more; nothing tells which. `hash`: of the token. */
export async function findLinked(sql: Database, hash: string, now: number): Promise<Linked | undefined> {
  const [row] = await sql<(Linked & KnownLink)[]>`
    select id, object, audience, question, acts, language, expires_at as "expiresAt", used_at as "usedAt",
      ended_at as "endedAt"
    from links where hash = ${hash}`
  if (!row || !isLinkOpen(row, now)) return undefined
  const { id, object, audience, question, acts, language } = row
  return { id, object, audience, question, acts, language }
}

/** What was answered through a link; `answeredAt` in ms since 1970 UTC. */
export type LinkAnswered = {
  id: string
  object: string
  audience: Audience
  question: LinkQuestion
  answer: LinkAnswer
  answeredAt: number
}

/** What was answered through these links, for whoever asked. */
export async function findLinkAnswers(sql: Database, ids: readonly string[]): Promise<LinkAnswered[]> {
  return sql<LinkAnswered[]>`
    select id, object, audience, question, used_act as answer, used_at as "answeredAt"
    from links where id = any(${[...ids]}::uuid[]) and used_at is not null`
}
