import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { addDuty, copyWeek, giveBackDuty, removeDuty, takeOverDuty } from './actions.ts'
import { type Duty, dutyApi } from './api.ts'
import { findDuties, findForDuty, findNextDuty } from './queries.ts'
import { dayOf, needAt, type Span, weekOf } from './rules.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  /** When somebody should be on duty on these days, in order: in the hours of schools, and whenever a lesson is given. */
  neededOn(days: readonly string[]): Promise<Span[]>
  now(): number
}

/** Who is on duty at the helpdesk. */
export function dutyRoutes(app: Http, { sql, personal, nudges, neededOn, now }: Parts): void {
  serve(
    app,
    dutyApi,
    { now, nudges, owners: {} },
    {
      'GET /api/duty/now': async ({ viewer: { how }, by: { now: at } }) => {
        const [onDuty, next, needed] = await Promise.all([
          findDuties(sql, personal, { startsAt: at, endsAt: at + 1 }),
          findNextDuty(sql, personal, at),
          neededOn([dayOf(at)]),
        ])
        const told = (duty: Duty) => (how === 'wall' ? { ...duty, firstName: '' } : duty)
        return {
          at,
          onDuty: onDuty.map(told),
          ...needAt(needed, at),
          next: next ? told(next) : null,
        }
      },
      'GET /api/duty': async ({ query, by: { now: at } }) => {
        const week = weekOf(query.from ?? dayOf(at))
        if (!week) return { ok: false, refusal: 'unknown_day', where: query.from }
        const { from, days } = week
        const [duties, people, needed] = await Promise.all([
          findDuties(sql, personal, week),
          findForDuty(sql, personal),
          neededOn(days.map(({ day }) => day)),
        ])
        return { at, from, days, duties, needed, people }
      },
      'POST /api/duty': ({ body, by }) => addDuty(sql, { ...body, ...by }),
      'POST /api/duty/own': ({ body, by }) => addDuty(sql, { ...body, account: by.actor, ...by }),
      'POST /api/duty/copy': ({ body: { from }, by }) => copyWeek(sql, { from, ...by }),
      'DELETE /api/duty/:id': ({ params: { id }, by }) => removeDuty(sql, { id, ...by }),
      'POST /api/duty/:id/take-over': ({ params: { id }, by }) => takeOverDuty(sql, { id, ...by }),
      'POST /api/duty/:id/give-back': ({ params: { id }, by }) => giveBackDuty(sql, { id, ...by }),
    },
  )
}
