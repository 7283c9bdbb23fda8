import type { FastifyReply, FastifyRequest } from 'fastify'
import { civilDay } from '../calendar/day/rules.ts'
import { Done, Nothing, PeopleRefused as Refused } from '../people/api.ts'
import type { Http } from '../platform/http/http.ts'
import type { Database } from '../platform/postgres/database.ts'
import { OneTrajectory } from '../trajectories/api.ts'
import { ExceptionFields, LessonsAnswer, LessonsQuery, OneException, Timetable } from './api.ts'
import { dayChangeRoutes } from './day-change/routes.ts'
import { findLessons, isTrajectoryOf } from './lesson/queries.ts'
import { changeTimetable, type HoursOutcome, removeException, setException } from './timetable/actions.ts'
import { lessonImportRoutes } from './timetable/import-routes.ts'

type Parts = {
  sql: Database
  now(): number
}

const refused = { 404: Refused, 409: Refused, 422: Refused }
const changed = { 200: Done, ...refused }
const done = { done: true } as const
/** Days that a person plausibly means. */
const [earliestDay, latestDay] = ['2020-01-01', '2099-12-31']

/** When children have lessons: how it is, and what people change of it. */
export function lessonRoutes(app: Http, parts: Parts): void {
  readingRoutes(app, parts)
  timetableRoutes(app, parts)
  exceptionRoutes(app, parts)
  dayChangeRoutes(app, parts)
  lessonImportRoutes(app, parts)
}

/** Whether a trajectory named in the address is of this counsellor. */
const ownTrajectory =
  (sql: Database) =>
  ({ params }: FastifyRequest, accountId: string) =>
    isTrajectoryOf(sql, (params as { code: string }).code, accountId)

function readingRoutes(app: Http, { sql, now }: Parts): void {
  const isOwn = ownTrajectory(sql)
  app.get(
    '/api/trajectories/:code/lessons',
    {
      schema: {
        params: OneTrajectory,
        querystring: LessonsQuery,
        response: { 200: LessonsAnswer, ...refused },
      },
      config: { policy: 'seeTrajectories', isOwn },
    },
    async ({ params: { code }, query: { from } }, reply) => {
      if (from !== undefined && !isPlausible(from)) return noSuchDay(reply, from)
      if (from !== undefined && civilDay(from).weekday !== 1) return noMonday(reply, from)
      return (await findLessons(sql, { code, from, now: now() })) ?? unknownTrajectory(reply, code)
    },
  )
}

function timetableRoutes(app: Http, { sql, now }: Parts): void {
  app.put(
    '/api/trajectories/:code/timetable',
    {
      schema: { params: OneTrajectory, body: Timetable, response: changed },
      config: { policy: 'changeLessons', isOwn: ownTrajectory(sql) },
    },
    async ({ params: { code }, body: { week }, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const outcome = await changeTimetable(sql, { code, week }, by)
      if (!outcome.ok) return refuseHours(reply, code, outcome)
      return done
    },
  )
}

function exceptionRoutes(app: Http, { sql, now }: Parts): void {
  const config = { policy: 'changeLessons', isOwn: ownTrajectory(sql) } as const
  const schema = { params: OneException, response: changed }
  app.put(
    '/api/trajectories/:code/exceptions/:day',
    { schema: { ...schema, body: ExceptionFields }, config },
    async ({ params: { code, day }, body, viewer }, reply) => {
      if (!isPlausible(day)) return noSuchDay(reply, day)
      const by = { actor: viewer.accountId, now: now() }
      const outcome = await setException(sql, { code, day, ...body }, by)
      if (!outcome.ok) return refuseHours(reply, code, outcome)
      return done
    },
  )

  app.delete(
    '/api/trajectories/:code/exceptions/:day',
    { schema: { ...schema, body: Nothing }, config },
    async ({ params: { code, day }, viewer }, reply) => {
      if (!isPlausible(day)) return noSuchDay(reply, day)
      const outcome = await removeException(sql, { code, day }, { actor: viewer.accountId, now: now() })
      if (!outcome.ok) return refuseHours(reply, code, outcome)
      return done
    },
  )
}

const isPlausible = (day: string) => earliestDay <= day && day <= latestDay

function noSuchDay(reply: FastifyReply, where: string) {
  const message = `There are no lessons on ${where}.`
  return reply.status(422).send({ error: 'no_such_day', message, where, expected: 'a day from 2020 to 2099' })
}

function noMonday(reply: FastifyReply, where: string) {
  const message = `${where} is no Monday.`
  return reply.status(422).send({ error: 'no_monday', message, where, expected: 'the Monday of a week' })
}

/** 404: there is no trajectory with this code. */
function unknownTrajectory(reply: FastifyReply, where: string) {
  const message = `No trajectory has the code ${where}.`
  const expected = 'the code of a registered trajectory'
  return reply.status(404).send({ error: 'unknown', message, where, expected })
}

function refuseHours(reply: FastifyReply, code: string, outcome: HoursOutcome & { ok: false }) {
  if (outcome.refusal === 'unknown') return unknownTrajectory(reply, code)
  const { refusal: error, where } = outcome
  const [says, expected] = {
    wrong_order: ['A lesson ends before it begins', 'an end after the beginning'],
    overlap: ['Two lessons are at once', 'lessons one after another'],
  }[error] as [string, string]
  return reply.status(422).send({ error, message: `${says} on ${where}.`, where, expected })
}
