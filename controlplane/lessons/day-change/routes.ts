import type { FastifyReply, FastifyRequest } from 'fastify'
import { Done, Nothing, PeopleRefused as Refused } from '../../people/api.ts'
import type { Http } from '../../platform/http/http.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { OneTrajectory } from '../../trajectories/api.ts'
import { NewDayChange, OneDayChange } from '../api.ts'
import { isDayChangeOf, isTrajectoryOf } from '../lesson/queries.ts'
import { type DayChangeRefusal, sayDayChange, withdrawDayChange } from './actions.ts'

type Parts = {
  sql: Database
  now(): number
}

const refused = { 404: Refused, 409: Refused, 422: Refused }

/** "Vandaag anders", said and taken back in the console. */
export function dayChangeRoutes(app: Http, { sql, now }: Parts): void {
  app.post(
    '/api/trajectories/:code/day-changes',
    {
      schema: { params: OneTrajectory, body: NewDayChange, response: { 200: OneDayChange, ...refused } },
      config: {
        policy: 'changeLessons',
        isOwn: ({ params }: FastifyRequest, accountId: string) =>
          isTrajectoryOf(sql, (params as { code: string }).code, accountId),
      },
    },
    async ({ params: { code }, body, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      const said = await sayDayChange(sql, { code, ...body }, by)
      if (!said.ok) return refuseChange(reply, code, said.refusal, 422)
      return { id: said.id }
    },
  )

  app.delete(
    '/api/day-changes/:id',
    {
      schema: { params: OneDayChange, body: Nothing, response: { 200: Done, ...refused } },
      config: {
        policy: 'changeLessons',
        isOwn: ({ params }, accountId) => isDayChangeOf(sql, (params as { id: string }).id, accountId),
      },
    },
    async ({ params: { id }, viewer }, reply) => {
      const withdrawn = await withdrawDayChange(sql, id, { actor: viewer.accountId, now: now() })
      if (!withdrawn.ok) return refuseChange(reply, id, withdrawn.refusal, 409)
      return { done: true } as const
    },
  )
}

const changeRefusals: Record<DayChangeRefusal, { message: string; expected: string }> = {
  unknown: { message: 'There is nothing like that here.', expected: 'what a day was said to be' },
  over: { message: 'That time is over.', expected: 'a time that is still to come, or a change of today' },
  too_far: { message: 'That is too far ahead.', expected: 'a time within 400 days' },
}

function refuseChange(reply: FastifyReply, where: string, error: DayChangeRefusal, status: 409 | 422) {
  return reply.status(error === 'unknown' ? 404 : status).send({ error, where, ...changeRefusals[error] })
}
