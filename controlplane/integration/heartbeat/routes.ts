import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Unfit } from '../../platform/reach/rules.ts'
import { saveHeartbeat } from './actions.ts'
import { heartbeatApi } from './api.ts'
import { findHeartbeat } from './queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  whyUnfit(address: string): Unfit | undefined
  now(): number
}

/** Somebody else's watch, which rings when it hears nothing of us. */
export function heartbeatRoutes(app: Http, { sql, personal, nudges, whyUnfit, now }: Parts): void {
  serve(
    app,
    heartbeatApi,
    { now, nudges, owners: {} },
    {
      'GET /api/heartbeat': async ({ by: { now: at } }) => ({
        at,
        heartbeat: (await findHeartbeat({ sql, personal })) ?? null,
      }),
      'PUT /api/heartbeat': ({ body, by }) => {
        const why = whyUnfit(body.address)
        return why ? { ok: false, refusal: `link_${why}` } : saveHeartbeat({ sql, personal }, body, by)
      },
    },
  )
}
