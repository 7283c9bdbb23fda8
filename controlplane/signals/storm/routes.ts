import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { isIncidentOf } from '../incident/queries.ts'
import { stormApi } from './api.ts'
import { movePair } from './move-actions.ts'
import { findStormPairs } from './pair-queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  lessons: LessonClock
  now(): number
}

/** The pairs that a storm concerns, and moving one in or out. */
export function stormRoutes(app: Http, { nudges, now, ...parts }: Parts): void {
  const { sql } = parts
  const owners = { incident: ({ id = '' }, accountId: string) => isIncidentOf(sql, id, accountId) }
  serve(
    app,
    stormApi,
    { now, nudges, owners },
    {
      'GET /api/incidents/:id/pairs': ({ params: { id }, viewer: { roles }, by: { now: at } }) =>
        findStormPairs(parts, id, { now: at, isWall: roles.includes('wall') }),
      'POST /api/incidents/:id/pairs': ({ params: { id }, body: { trajectory, isIn }, by }) =>
        movePair(sql, id, { trajectory, isIn }, by),
    },
  )
}
