import type { Http } from '../platform/http/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { registerSets } from './actions.ts'
import { RegisterSets } from './api.ts'

type Parts = { sql: Database; nudges: Nudges; now(): number }

export function setRoutes(app: Http, { sql, nudges, now }: Parts): void {
  const schema = { body: RegisterSets }
  app.post('/api/sets', { schema, config: { policy: 'registerSets' } }, async request => {
    const by = { actor: request.viewer.accountId, now: now() }
    const registered = await registerSets(sql, request.body.items, by)
    nudges.add('registered', registered)
    return { registered: registered.length, known: request.body.items.length - registered.length }
  })
}
