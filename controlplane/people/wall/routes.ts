import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { issueLink } from '../sign-in/actions.ts'
import { endWall } from './actions.ts'
import { wallApi } from './api.ts'
import { findWalls } from './queries.ts'

type Parts = {
  sql: Database
  nudges: Pick<Nudges, 'tell'>
  firstNamesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  now(): number
}

/** Screens on the wall: a sign-in of their own that only shows. */
export function wallRoutes(app: Http, { sql, nudges, firstNamesOf, now }: Parts): void {
  serve(
    app,
    wallApi,
    { now, nudges, owners: {} },
    {
      'GET /api/walls': async ({ by: { now: at } }) => {
        const walls = await findWalls(sql, at)
        const names = await firstNamesOf(walls.map(({ accountId }) => accountId))
        return {
          at,
          walls: walls.map(({ accountId, ...wall }) => ({ ...wall, madeBy: names.get(accountId) ?? null })),
        }
      },
      'POST /api/walls': async ({ body: { name }, by: { actor, now: at } }) => {
        const token = await issueLink(sql, { accountId: actor, actor, now: at, wall: name.trim() })
        return { ok: true, token, changes: {} }
      },
      'DELETE /api/walls/:id': ({ params: { id }, by }) => endWall(sql, { id, ...by }),
    },
  )
}
