import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { endMaintenance, planMaintenance } from './actions.ts'
import { maintenanceApi } from './api.ts'
import { findPlanned } from './queries.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Where work is done, so that nobody is called for what comes of it. */
export function maintenanceRoutes(app: Http, { nudges, now, ...parts }: Parts): void {
  const { sql } = parts
  serve(
    app,
    maintenanceApi,
    { now, nudges, owners: {} },
    {
      'GET /api/maintenances': async ({ by: { now: at } }) => ({ at, rows: await findPlanned(parts, at) }),
      'POST /api/maintenances': ({ body, by }) => planMaintenance(sql, body, by),
      'POST /api/maintenances/:id/end': ({ params: { id }, by }) => endMaintenance(sql, id, by),
    },
  )
}
