import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { addDuty, copyWeek, removeDuty, takeOverDuty } from './actions.ts'
import { dutyApi } from './api.ts'
import { findDuties, findForDuty, findNextDuty } from './queries.ts'
import { dayOf, weekOf } from './rules.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  /** Whether somebody should be on duty then: lesson hours. */
  isNeeded(at: number): boolean
  now(): number
}

/** Who is on duty at the helpdesk. */
export function dutyRoutes(app: Http, { sql, personal, nudges, isNeeded, now }: Parts): void {
  serve(
    app,
    dutyApi,
    { now, nudges, owners: {} },
    {
      'GET /api/duty/now': async ({ by: { now: at } }) => {
        const [onDuty, next] = await Promise.all([
          findDuties(sql, personal, { startsAt: at, endsAt: at + 1 }),
          findNextDuty(sql, personal, at),
        ])
        return { at, onDuty, isNeeded: isNeeded(at), next: next ?? null }
      },
      'GET /api/duty': async ({ query, by: { now: at } }) => {
        const week = weekOf(query.from ?? dayOf(at))
        if (!week) return { ok: false, refusal: 'unknown_day', where: query.from }
        const { from, days } = week
        const [duties, people] = await Promise.all([
          findDuties(sql, personal, week),
          findForDuty(sql, personal),
        ])
        return { at, from, days, duties, people }
      },
      'POST /api/duty': ({ body, by }) => addDuty(sql, { ...body, ...by }),
      'POST /api/duty/own': ({ body, by }) => addDuty(sql, { ...body, account: by.actor, ...by }),
      'POST /api/duty/copy': ({ body: { from }, by }) => copyWeek(sql, { from, ...by }),
      'DELETE /api/duty/:id': ({ params: { id }, by }) => removeDuty(sql, { id, ...by }),
      'POST /api/duty/:id/take-over': ({ params: { id }, by }) => takeOverDuty(sql, { id, ...by }),
    },
  )
}
