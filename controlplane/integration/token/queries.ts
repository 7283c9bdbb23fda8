import type { Scope } from '../../people/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { TokenRow } from './api.ts'

/** Of one answer. */
const tokensMax = 100

type Row = Omit<TokenRow, 'madeBy'> & { createdBy: string }

/** The tokens that there are, the newest first. */
export function findTokens(sql: Database): Promise<Row[]> {
  return sql<Row[]>`
    select id, name, scopes, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
      used_at as "usedAt", revoked_at as "revokedAt"
    from api_tokens order by created_at desc, id desc limit ${tokensMax}`
}

/** What a program may do by its token. */
export async function findScopes(sql: Database, id: string): Promise<Scope[]> {
  const [row] = await sql<{ scopes: Scope[] }[]>`select scopes from api_tokens where id = ${id}`
  return row?.scopes ?? []
}
