import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { changeAddress, readAddress } from './actions.ts'
import { addressApi } from './api.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Where children live. Every answer is written down. */
export function addressRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const known = { sql, personal }
  serve(
    app,
    addressApi,
    { now, nudges, owners: {} },
    {
      'GET /api/locations/:code/address': ({ params, by }) => readAddress(known, params.code, by),
      'PUT /api/locations/:code/address': ({ params, body, by }) =>
        changeAddress(known, params.code, body, by),
    },
  )
}
