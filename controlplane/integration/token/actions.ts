import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Scope } from '../../people/rules.ts'
import { hashToken, newToken } from '../../people/sign-in/actions.ts'
import type { Program } from '../../people/viewer/queries.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { NewToken } from './api.ts'
import { tokenEnd, usedSince } from './rules.ts'

type Made = { ok: true; id: string; token: string; expiresAt: number; changes: Changes }

/** Makes a token of which only the hash is kept: it is shown once. */
export function makeToken(
  sql: Database,
  { name, scopes, days }: NewToken,
  { actor, now }: By,
): Promise<Made> {
  const token = newToken()
  const expiresAt = tokenEnd(now, days)
  return sql.begin(async (tx): Promise<Made> => {
    const [made] = await tx<{ id: string }[]>`
      insert into api_tokens (hash, name, scopes, created_at, created_by, expires_at)
      values (${hashToken(token)}, ${name.trim()}, ${[...scopes]}::text[], ${now}::timestamptz, ${actor},
        ${expiresAt}::timestamptz)
      returning id`
    const id = made!.id
    const act = { at: now, actor, act: 'api_token_made', subject: `token:${id}` } as const
    await recordAct(tx, { ...act, detail: { name: name.trim(), scopes, days } })
    return { ok: true, id, token, expiresAt, changes: { links: [id] } }
  })
}

/** Ends a token, from the next request on. */
export function revokeToken(
  sql: Database,
  { id, actor, now }: By & { id: string },
): Promise<{ ok: true; changes: Changes } | { ok: false; refusal: 'unknown_api_token' }> {
  return sql.begin(async tx => {
    const [ended] = await tx<{ name: string }[]>`
      update api_tokens set revoked_at = ${now}::timestamptz
      where id = ${id} and revoked_at is null and expires_at > ${now}::timestamptz returning name`
    if (!ended) return { ok: false, refusal: 'unknown_api_token' } as const
    const act = { at: now, actor, act: 'api_token_revoked', subject: `token:${id}` } as const
    await recordAct(tx, { ...act, detail: { name: ended.name } })
    return { ok: true, changes: { links: [id] } } as const
  })
}

type Row = { id: string; scopes: Scope[]; usedAt: number | null; endsAt: number }

/** Whose token this is, and that it was used. Undefined: there is none, it has ended, or it was revoked. */
export async function admitToken(sql: Database, hash: string, now: number): Promise<Program | undefined> {
  const [row] = await sql<Row[]>`
    select id, scopes, used_at as "usedAt", expires_at as "endsAt" from api_tokens
    where hash = ${hash} and revoked_at is null and expires_at > ${now}::timestamptz`
  if (!row) return undefined
  if (row.usedAt === null || row.usedAt <= usedSince(now))
    await sql`update api_tokens set used_at = ${now}::timestamptz where id = ${row.id}`
  return { ...row, usedAt: now }
}
