import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { changeComponents, registerSets } from './actions.ts'
import { setApi } from './api.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

export function setRoutes(app: Http, { sql, nudges, now }: Parts): void {
  serve(
    app,
    setApi,
    { now, nudges, owners: {} },
    {
      'POST /api/sets': async ({ body: { items }, by }) => {
        const labels = await registerSets(sql, items, by)
        const counts = { registered: labels.length, known: items.length - labels.length }
        return { ok: true, ...counts, changes: { registered: labels } }
      },
      'PUT /api/sets/:label/components': ({ params, body, by }) =>
        changeComponents(sql, params.label, body.components, by),
    },
  )
}
