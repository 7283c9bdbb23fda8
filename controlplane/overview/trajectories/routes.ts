import { todayAt } from '../../calendar/day/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import { reachOf } from '../../people/rules.ts'
import { tableTypes, writeTable } from '../../platform/files/table/write.ts'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { findTicketHits } from '../../tickets/hit/queries.ts'
import { openPhases } from '../../trajectories/deadline/live.ts'
import { recordTrajectoriesExport } from '../../trajectories/export/actions.ts'
import { trajectoryColumns } from '../../trajectories/import/column-rules.ts'
import { isTrajectoryOf } from '../../trajectories/queries.ts'
import { readChildOfPage } from '../board/actions.ts'
import { searchMax } from '../list/rules.ts'
import { refreshListed } from '../listed/actions.ts'
import { findLocation, findLocations } from '../locations/queries.ts'
import { trajectoryPagesApi } from '../pages-api.ts'
import { readClasses } from '../search/class-actions.ts'
import { findAnything } from '../search/queries.ts'
import { findCounsellors } from './counsellors-queries.ts'
import { findExported } from './export-queries.ts'
import { recordFound } from './found-actions.ts'
import { findTrajectory } from './one-queries.ts'
import { openJudge } from './phase-queries.ts'
import { findTrajectories } from './queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  lessons: LessonClock
  now(): number
}

const unknown = (where: string) => ({ ok: false, refusal: 'unknown_trajectory', where }) as const

/** Trajectories and places: the lists, one of each, whose they can be, and what the one search field finds. */
export function trajectoryPagesRoutes(app: Http, { sql, personal, nudges, lessons, now }: Parts): void {
  const phasesOf = openPhases()
  const parts = { sql, personal, lessons, phasesOf, judge: openJudge(phasesOf) }
  const owners = { trajectory: ({ code = '' }, accountId: string) => isTrajectoryOf(sql, code, accountId) }

  serve(
    app,
    trajectoryPagesApi,
    { now, nudges, owners },
    {
      'GET /api/trajectories': async ({ query, viewer, by: { now: at } }) => {
        const { page, matches } = await findTrajectories(parts, { query, viewer, at })
        await recordFound(sql, matches, { accountId: viewer.accountId, at })
        return { at, ...page }
      },
      'GET /api/trajectories/:code': async ({ params: { code }, by }) => {
        await refreshListed(sql)
        return (await findTrajectory(parts, code, by.now)) ?? unknown(code)
      },
      'GET /api/trajectories/:code/person': async ({ params: { code }, by }) =>
        (await readChildOfPage({ sql, personal, lessons }, { code, ...by })) ?? unknown(code),
      // That every trajectory was taken along is written down, for each child.
      'GET /api/trajectories/export': async ({ query: { as }, by }) => {
        const { rows, records } = await findExported(sql, personal)
        await recordTrajectoriesExport(sql, { rows: rows.length, as, records }, by)
        const headings = trajectoryColumns.map(({ name }) => name)
        const content = await writeTable(as, headings, rows)
        return { name: `trajecten-${todayAt(by.now)}.${as}`, type: tableTypes[as], content }
      },
      'GET /api/counsellors': ({ own }) => findCounsellors(sql, personal, own),
      'GET /api/search': async ({ query: { q }, viewer, by: { now: at } }) => {
        await refreshListed(sql)
        const found = await findAnything(parts, { q, viewer, at })
        await recordFound(sql, found.trajectories, { accountId: viewer.accountId, at })
        return found
      },
      'GET /api/search/classes': async ({ query, own, by }) => ({
        classes: await readClasses(parts, { codes: query.of.split(','), counsellor: own, ...by }),
      }),
      'GET /api/search/tickets': async ({ query: { q }, own: ofCounsellor, by: { actor: me } }) => ({
        tickets: await findTicketHits(sql, { q, me, ofCounsellor, max: searchMax }),
      }),
      'GET /api/locations': async ({ query, by: { now: at } }) => ({
        at,
        ...(await findLocations(sql, query, at)),
      }),
      'GET /api/locations/:code': async ({
        params: { code },
        viewer: { roles, accountId },
        by: { now: at },
      }) => {
        // Whoever sees only their own trajectories sees no others here.
        const ofCounsellor = reachOf(roles, 'seeTrajectories') === 'own' ? accountId : undefined
        const location = await findLocation(sql, code, { now: at, ofCounsellor })
        return location ? { at, ...location } : { ok: false, refusal: 'unknown_location', where: code }
      },
    },
  )
}
