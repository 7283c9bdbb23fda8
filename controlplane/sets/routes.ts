import type { Database } from '../platform/database.ts'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import { registerSets } from './actions.ts'
import { RegisterSets } from './api.ts'

export function setRoutes(app: Http, { sql, nudges }: { sql: Database; nudges: Nudges }): void {
  app.post('/api/sets', { schema: { body: RegisterSets } }, async request => {
    const registered = await registerSets(sql, request.body.items)
    nudges.add('registered', registered)
    return { registered: registered.length, known: request.body.items.length - registered.length }
  })
}
