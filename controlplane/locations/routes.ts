import type { Database } from '../platform/database.ts'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import { registerLocations } from './actions.ts'
import { RegisterLocations } from './api.ts'

export function locationRoutes(app: Http, { sql, nudges }: { sql: Database; nudges: Nudges }): void {
  app.post('/api/locations', { schema: { body: RegisterLocations } }, async request => {
    const registered = await registerLocations(sql, request.body.items)
    nudges.add('registered', registered)
    return { registered: registered.length, known: request.body.items.length - registered.length }
  })
}
