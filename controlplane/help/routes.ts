import { somebody } from '../people/rules.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { isSetOf } from '../trajectories/queries.ts'
import { type HelpCase, helpApi } from './api.ts'
import { closeCase, giveBackCase, reopenCase, seeCase, takeCase } from './case/actions.ts'
import { findCasesOf, findOpenCases } from './case/queries.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Who asks for help at a set, and who helps. */
export function helpRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const owners = { set: ({ label = '' }, accountId: string) => isSetOf(sql, label, accountId) }

  serve(
    app,
    helpApi,
    { now, nudges, owners },
    {
      'GET /api/help': async ({ own, viewer: { roles }, by: { now: at } }) => {
        const cases = await findOpenCases({ sql, personal }, own)
        return { at, cases: roles.includes('wall') ? cases.map(nameless) : cases }
      },
      'GET /api/sets/:label/help': async ({ params: { label }, own, by: { now: at } }) => {
        const cases = await findCasesOf({ sql, personal }, label, own)
        return cases ? { at, cases } : { ok: false, refusal: 'unknown_set', where: label }
      },
      'POST /api/help/:id/see': ({ params: { id }, by }) => seeCase(sql, { id, ...by }),
      'POST /api/help/:id/take': ({ params: { id }, by }) => takeCase(sql, { id, ...by }),
      'POST /api/help/:id/give-back': ({ params: { id }, by }) => giveBackCase(sql, { id, ...by }),
      'POST /api/help/:id/close': ({ params: { id }, body: { outcome }, by }) =>
        closeCase(sql, { id, outcome, ...by }),
      'POST /api/help/:id/reopen': ({ params: { id }, by }) => reopenCase(sql, { id, ...by }),
    },
  )
}

/** A screen on the wall says that somebody helps, and not who. */
function nameless(one: HelpCase): HelpCase {
  return { ...one, takenBy: one.takenBy && somebody }
}
