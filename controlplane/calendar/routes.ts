import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { calendarApi } from './api.ts'
import { removeClosedDay, setClosedDay } from './closed/actions.ts'
import { findCalendar } from './queries.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** What is closed, and on which days a site, or every site, is closed beside the holidays. */
export function calendarRoutes(app: Http, { sql, nudges, now }: Parts): void {
  serve(
    app,
    calendarApi,
    { now, nudges, owners: {} },
    {
      'GET /api/calendar': ({ query: { year, location }, by }) =>
        findCalendar(sql, { year: year === undefined ? undefined : Number(year), location, now: by.now }),
      'PUT /api/locations/:code/closed-days/:day': ({ params, body, by }) =>
        setClosedDay(sql, params, body, by),
      'DELETE /api/locations/:code/closed-days/:day': ({ params, by }) => removeClosedDay(sql, params, by),
      'PUT /api/closed-days/:day': ({ params: { day }, body, by }) =>
        setClosedDay(sql, { code: null, day }, body, by),
      'DELETE /api/closed-days/:day': ({ params: { day }, by }) =>
        removeClosedDay(sql, { code: null, day }, by),
    },
  )
}
