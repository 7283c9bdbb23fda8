import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { changeLocation, registerLocations } from './actions.ts'
import { locationApi } from './api.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Places: adding them, and what is known of one. */
export function locationRoutes(app: Http, { sql, nudges, now }: Parts): void {
  serve(
    app,
    locationApi,
    { now, nudges, owners: {} },
    {
      'POST /api/locations': ({ body, by }) => registerLocations(sql, body.items, by),
      'PUT /api/locations/:code': ({ params, body, by }) => changeLocation(sql, params.code, body, by),
    },
  )
}
