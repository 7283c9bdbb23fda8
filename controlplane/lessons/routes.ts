import { civilDay, todayAt } from '../calendar/day/rules.ts'
import { readTable } from '../platform/files/table/file.ts'
import { takeTable } from '../platform/files/table/import.ts'
import { tableTypes, writeTable } from '../platform/files/table/write.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { importCalendar } from './calendar-file/actions.ts'
import { sayDayChange, withdrawDayChange } from './day-change/actions.ts'
import { findLessons, isDayChangeOf, isTrajectoryOf } from './lesson/queries.ts'
import { lessonApi } from './routes-api.ts'
import { changeTimetable, removeException, setException } from './timetable/actions.ts'
import { exportTimetables, importTimetables } from './timetable/file-actions.ts'
import { timetableColumns, trajectoryOf } from './timetable/file-rules.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Days that a person plausibly means. */
const [earliestDay, latestDay] = ['2020-01-01', '2099-12-31']
const isPlausible = (day: string) => earliestDay <= day && day <= latestDay
const noSuchDay = (where: string) => ({ ok: false, refusal: 'no_such_day', where }) as const

/** When children have lessons: how it is, and what people change of it. */
export function lessonRoutes(app: Http, { sql, nudges, now }: Parts): void {
  const owners = {
    trajectory: ({ code = '' }, accountId: string) => isTrajectoryOf(sql, code, accountId),
    day_change: ({ id = '' }, accountId: string) => isDayChangeOf(sql, id, accountId),
  }

  serve(
    app,
    lessonApi,
    { now, nudges, owners },
    {
      'GET /api/trajectories/:code/lessons': async ({ params: { code }, query: { from }, by }) => {
        if (from !== undefined && !isPlausible(from)) return noSuchDay(from)
        if (from !== undefined && civilDay(from).weekday !== 1)
          return { ok: false, refusal: 'no_monday', where: from }
        const found = await findLessons(sql, { code, from, now: by.now })
        return found ?? { ok: false, refusal: 'unknown_trajectory', where: code }
      },
      'PUT /api/trajectories/:code/timetable': ({ params: { code }, body: { week }, by }) =>
        changeTimetable(sql, { code, week }, by),
      'PUT /api/trajectories/:code/exceptions/:day': ({ params, body, by }) =>
        isPlausible(params.day) ? setException(sql, { ...params, ...body }, by) : noSuchDay(params.day),
      'DELETE /api/trajectories/:code/exceptions/:day': ({ params, by }) =>
        isPlausible(params.day) ? removeException(sql, params, by) : noSuchDay(params.day),
      'POST /api/trajectories/:code/day-changes': ({ params, body, by }) =>
        sayDayChange(sql, { ...params, ...body }, by),
      'DELETE /api/day-changes/:id': ({ params, by }) => withdrawDayChange(sql, params.id, by),
      'POST /api/trajectories/:code/timetable/import': ({ params: { code }, body: file, by }) =>
        importCalendar(sql, { code, file }, by),
      'POST /api/timetables/import': async ({ body, by }) => {
        const table = await readTable(body, timetableColumns)
        if (!table.ok) return { where: body.name, ...table }
        const { answer } = await takeTable(
          body,
          table,
          (rows, isDry) => importTimetables(sql, { rows, isDry }, by),
          trajectoryOf,
        )
        return { ok: true, ...answer, changes: {} }
      },
      'GET /api/timetables/export': async ({ query: { as }, by }) => {
        const rows = await exportTimetables(sql, as, by)
        const headings = timetableColumns.map(({ name }) => name)
        const content = await writeTable(as, headings, rows)
        return { name: `lesroosters-${todayAt(by.now)}.${as}`, type: tableTypes[as], content }
      },
    },
  )
}
