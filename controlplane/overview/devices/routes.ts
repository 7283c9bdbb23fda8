import type { Http } from '../../platform/http/http.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { DevicesPage, DevicesQuery } from './api.ts'
import { findDevices } from './queries.ts'

/** Sets by what is to be decided about their device. */
export function devicesRoutes(app: Http, { sql, now }: { sql: Database; now(): number }): void {
  app.get(
    '/api/devices',
    {
      schema: { querystring: DevicesQuery, response: { 200: DevicesPage } },
      config: { policy: 'seeDevices' },
    },
    async request => {
      const at = now()
      return { at, ...(await findDevices(sql, request.query, at)) }
    },
  )
}
