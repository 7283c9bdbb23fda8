import type { FastifyRequest } from 'fastify'
import { dayOf } from '../../calendar/day/rules.ts'
import { ExportQuery } from '../../locations/api.ts'
import { PeopleRefused as Refused } from '../../people/api.ts'
import { asImportAnswer, readTable, tableTypes, writeTable } from '../../platform/files/table-file.ts'
import {
  fileBodyBytesMax,
  fileRefusals,
  ImportAnswer,
  ImportFile,
} from '../../platform/files/table-import-api.ts'
import type { Http } from '../../platform/http/http.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { OneTrajectory } from '../../trajectories/api.ts'
import { CalendarFileAnswer } from '../api.ts'
import { type CalendarFileRefusal, importCalendar } from '../calendar-file/actions.ts'
import { isTrajectoryOf } from '../lesson/queries.ts'
import { exportTimetables, importTimetables } from './file-actions.ts'
import { timetableColumns } from './file-rules.ts'

type Parts = {
  sql: Database
  now(): number
}

const refused = { 404: Refused, 413: Refused, 422: Refused }
const bodyLimit = fileBodyBytesMax

/** Timetables from and to files: one from a calendar, all of them as a table. */
export function lessonImportRoutes(app: Http, parts: Parts): void {
  calendarRoutes(app, parts)
  tableRoutes(app, parts)
}

const calendarRefusals: Record<
  CalendarFileRefusal,
  { status: 404 | 422; message: string; expected: string }
> = {
  unknown: {
    status: 404,
    message: 'No trajectory has this code.',
    expected: 'the code of a registered trajectory',
  },
  not_a_calendar: {
    status: 422,
    message: 'This file is no calendar that can be read.',
    expected: 'an iCalendar file (.ics)',
  },
  too_many_events: {
    status: 422,
    message: 'This calendar holds too much.',
    expected: 'at most 5000 events in twelve weeks',
  },
  no_lessons: {
    status: 422,
    message: 'This calendar holds no lessons in the next twelve weeks.',
    expected: 'events between 06:00 and 22:00',
  },
}

function calendarRoutes(app: Http, { sql, now }: Parts): void {
  app.post(
    '/api/trajectories/:code/timetable/import',
    {
      bodyLimit,
      schema: { params: OneTrajectory, body: ImportFile, response: { 200: CalendarFileAnswer, ...refused } },
      config: {
        policy: 'changeLessons',
        isOwn: ({ params }: FastifyRequest, accountId: string) =>
          isTrajectoryOf(sql, (params as { code: string }).code, accountId),
      },
    },
    async ({ params: { code }, body: file, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const imported = await importCalendar(sql, { code, file }, by)
      if (!imported.ok) {
        const { status, ...words } = calendarRefusals[imported.refusal]
        return reply.status(status).send({ error: imported.refusal, where: file.name, ...words })
      }
      return imported.answer
    },
  )
}

function tableRoutes(app: Http, { sql, now }: Parts): void {
  app.post(
    '/api/timetables/import',
    {
      bodyLimit,
      schema: { body: ImportFile, response: { 200: ImportAnswer, ...refused } },
      config: { policy: 'importTimetables' },
    },
    async ({ body, viewer }, reply) => {
      const table = await readTable(body, timetableColumns)
      if (!table.ok) {
        const { status, ...words } = fileRefusals[table.refusal]
        return reply.status(status).send({ error: table.refusal, where: body.name, ...words })
      }
      const by = { actor: viewer.accountId, now: now() }
      const isDry = body.dryRun
      const { codes, ...counts } = await importTimetables(sql, { rows: table.rows, isDry }, by)
      return asImportAnswer({ isDry, table, ...counts })
    },
  )

  app.get(
    '/api/timetables/export',
    { schema: { querystring: ExportQuery }, config: { sameOriginOnly: true, policy: 'importTimetables' } },
    async ({ query: { as }, viewer }, reply) => {
      const at = now()
      const rows = await exportTimetables(sql, as, { actor: viewer.accountId, now: at })
      const headings = timetableColumns.map(({ name }) => name)
      const name = `lesroosters-${dayOf(at).day}.${as}`
      return reply
        .type(tableTypes[as])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(await writeTable(as, headings, rows))
    },
  )
}
