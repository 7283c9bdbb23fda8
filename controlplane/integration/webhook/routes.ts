import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Unfit } from '../../platform/reach/rules.ts'
import { retryDelivery } from '../delivery/actions.ts'
import { findDeliveries } from '../delivery/queries.ts'
import { rotateSecret, saveWebhook, testWebhook } from './actions.ts'
import { webhookApi } from './api.ts'
import { findWebhook } from './queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  /** Why nothing may be sent to an address, as far as its text tells. */
  whyUnfit(address: string): Unfit | undefined
  now(): number
}

/** Tickets told to another system. */
export function webhookRoutes(app: Http, { sql, personal, nudges, whyUnfit, now }: Parts): void {
  serve(
    app,
    webhookApi,
    { now, nudges, owners: {} },
    {
      'GET /api/webhook': async ({ by: { now: at } }) => {
        const found = await findWebhook({ sql, personal }, at)
        return { at, webhook: found?.settings ?? null, ...(await findDeliveries(sql)) }
      },
      'PUT /api/webhook': ({ body, by }) => {
        const why = whyUnfit(body.address)
        return why ? { ok: false, refusal: `link_${why}` } : saveWebhook({ sql, personal }, body, by)
      },
      'POST /api/webhook/secret': ({ by }) => rotateSecret({ sql, personal }, by),
      'POST /api/webhook/test': ({ by }) => testWebhook(sql, by),
      'POST /api/webhook/deliveries/:id/retry': ({ params: { id }, by }) => retryDelivery(sql, { id, ...by }),
    },
  )
}
