import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { makeToken, revokeToken } from './actions.ts'
import { tokenApi } from './api.ts'
import { findScopes, findTokens } from './queries.ts'

type Parts = {
  sql: Database
  nudges: Pick<Nudges, 'tell'>
  firstNamesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  now(): number
}

/** Tokens of other systems: made and revoked by people, used by programs. */
export function tokenRoutes(app: Http, { sql, nudges, firstNamesOf, now }: Parts): void {
  serve(
    app,
    tokenApi,
    { now, nudges, owners: {} },
    {
      'GET /api/tokens': async ({ by: { now: at } }) => {
        const tokens = await findTokens(sql)
        const names = await firstNamesOf(tokens.map(({ createdBy }) => createdBy))
        return {
          at,
          tokens: tokens.map(({ createdBy, ...token }) => ({
            ...token,
            madeBy: names.get(createdBy) ?? null,
          })),
        }
      },
      'POST /api/tokens': ({ body, by }) => makeToken(sql, body, by),
      'DELETE /api/tokens/:id': ({ params: { id }, by }) => revokeToken(sql, { id, ...by }),
      'GET /api/link/whoami': async ({ viewer: { accountId, endsAt }, by: { now: at } }) => ({
        at,
        scopes: await findScopes(sql, accountId),
        expiresAt: endsAt,
      }),
    },
  )
}
