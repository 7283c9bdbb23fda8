import type { Database } from '../platform/database.ts'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import { registerLocations } from './actions.ts'
import { RegisterLocations } from './api.ts'

type Parts = { sql: Database; nudges: Nudges; now(): number }

export function locationRoutes(app: Http, { sql, nudges, now }: Parts): void {
  const schema = { body: RegisterLocations }
  app.post('/api/locations', { schema, config: { policy: 'registerLocations' } }, async request => {
    const by = { actor: request.viewer.accountId, now: now() }
    const registered = await registerLocations(sql, request.body.items, by)
    nudges.add('registered', registered)
    return { registered: registered.length, known: request.body.items.length - registered.length }
  })
}
