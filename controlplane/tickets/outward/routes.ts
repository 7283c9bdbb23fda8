import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { outwardApi } from './api.ts'
import { findChanged } from './queries.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** What programs of other systems read. */
export function outwardRoutes(app: Http, { sql, nudges, now }: Parts): void {
  serve(
    app,
    outwardApi,
    { now, nudges, owners: {} },
    {
      'GET /api/link/tickets': async ({ query, by: { now: at } }) => ({
        at,
        ...(await findChanged(sql, query, at)),
      }),
    },
  )
}
