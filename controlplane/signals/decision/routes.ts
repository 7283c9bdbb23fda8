import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { isTicketOf } from '../../tickets/one/queries.ts'
import { isSetOf, isTrajectoryOf } from '../../trajectories/queries.ts'
import { decisionApi } from './api.ts'
import { findDecisionsOfSet, findDecisionsOfTicket, findDecisionsOfTrajectory } from './queries.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Why somebody was called, or nobody. */
export function decisionRoutes(app: Http, { sql, nudges, now }: Parts): void {
  const owners = {
    trajectory: ({ code = '' }, accountId: string) => isTrajectoryOf(sql, code, accountId),
    set: ({ label = '' }, accountId: string) => isSetOf(sql, label, accountId),
    ticket: ({ no = '' }, accountId: string) => isTicketOf(sql, Number(no), accountId),
  }

  serve(
    app,
    decisionApi,
    { now, nudges, owners },
    {
      'GET /api/trajectories/:code/decisions': async ({ params: { code }, query, by: { now: at } }) => {
        const page = await findDecisionsOfTrajectory(sql, code, query)
        return page ? { at, ...page } : { ok: false, refusal: 'unknown_trajectory', where: code }
      },
      'GET /api/sets/:label/decisions': async ({ params: { label }, query, by: { now: at } }) => {
        const page = await findDecisionsOfSet(sql, label, query)
        return page ? { at, ...page } : { ok: false, refusal: 'unknown_set', where: label }
      },
      'GET /api/tickets/:no/decisions': async ({ params: { no }, query, by: { now: at } }) => {
        const page = await findDecisionsOfTicket(sql, Number(no), { ...query, now: at })
        return page ? { at, ...page } : { ok: false, refusal: 'unknown_ticket', where: no }
      },
    },
  )
}
