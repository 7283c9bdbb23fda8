import type { Look } from '../../people/rules.ts'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { tellAffected } from '../tell/actions.ts'
import {
  acknowledgeIncident,
  acknowledgeIncidents,
  muteIncident,
  type NeededOn,
  releaseIncident,
  releaseIncidents,
  resolveIncident,
  unmuteIncident,
} from './actions.ts'
import { incidentApi } from './api.ts'
import { findIncident, findIncidents, isIncidentOf } from './queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  neededOn: NeededOn
  now(): number
}

/** What goes wrong now, and what is done with it. */
export function incidentRoutes(app: Http, { nudges, now, neededOn, ...parts }: Parts): void {
  const { sql } = parts
  const owners = { incident: ({ id = '' }, accountId: string) => isIncidentOf(sql, id, accountId) }
  const askerOf = (roles: readonly Look[], by: { actor: string; now: number }) => {
    return { ...by, isWall: roles.includes('wall') }
  }

  serve(
    app,
    incidentApi,
    { now, nudges, owners },
    {
      'GET /api/incidents': async ({ query: { storms, over }, own, viewer: { roles }, by }) => {
        const which = { own, stormsOnly: storms === 'only', withOver: over === 'too' }
        return { at: by.now, ...(await findIncidents(parts, which, askerOf(roles, by))) }
      },
      'GET /api/incidents/:id': async ({ params: { id }, viewer: { roles }, by }) => {
        const found = await findIncident(parts, id, askerOf(roles, by))
        return found ? { at: by.now, ...found } : { ok: false, refusal: 'unknown_incident' }
      },
      'POST /api/incidents/:id/acknowledge': ({ params: { id }, by }) =>
        acknowledgeIncident({ sql, neededOn }, id, by),
      'POST /api/incidents/:id/release': ({ params: { id }, by }) => releaseIncident(sql, id, by),
      'POST /api/incidents/:id/mute': ({ params: { id }, body: { minutes }, by }) =>
        muteIncident(sql, id, minutes, by),
      'POST /api/incidents/:id/unmute': ({ params: { id }, by }) => unmuteIncident(sql, id, by),
      'POST /api/incidents/:id/resolve': ({ params: { id }, by }) => resolveIncident(sql, id, by),
      'POST /api/incidents/:id/tell': ({ params: { id }, body: { sentence }, by }) =>
        tellAffected(parts, id, sentence, by),
      'POST /api/incidents/acknowledge': ({ body: { ids }, by }) =>
        acknowledgeIncidents({ sql, neededOn }, ids, by),
      'POST /api/incidents/release': ({ body: { ids }, by }) => releaseIncidents(sql, ids, by),
    },
  )
}
