import { OneLocation } from '../../locations/address/api.ts'
import { reachOf } from '../../people/rules.ts'
import type { Http } from '../../platform/http/http.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { Refusal } from '../api.ts'
import { LocationDetail, LocationsPage, LocationsQuery } from './api.ts'
import { findLocation, findLocations } from './queries.ts'

/** Places: the list, and one with the trajectories that have a side there. */
export function locationsRoutes(app: Http, { sql, now }: { sql: Database; now(): number }): void {
  app.get(
    '/api/locations',
    {
      schema: { querystring: LocationsQuery, response: { 200: LocationsPage } },
      config: { policy: 'seeLocations' },
    },
    async ({ query }) => {
      const at = now()
      return { at, ...(await findLocations(sql, query, at)) }
    },
  )

  app.get(
    '/api/locations/:code',
    {
      schema: { params: OneLocation, response: { 200: LocationDetail, 404: Refusal } },
      config: { policy: 'seeLocations' },
    },
    async ({ params: { code }, viewer: { roles, accountId } }, reply) => {
      const at = now()
      // Whoever sees only their own trajectories sees no others here.
      const ofCounsellor = reachOf(roles, 'seeTrajectories') === 'own' ? accountId : undefined
      const location = await findLocation(sql, code, { now: at, ofCounsellor })
      if (location) return { at, ...location }
      return reply.status(404).send({
        error: 'unknown_location',
        message: `No location has the code ${code}.`,
        where: code,
        expected: 'the code of a location',
      })
    },
  )
}
