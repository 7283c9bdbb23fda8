import type { FastifyRequest } from 'fastify'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Http } from '../../platform/http/http.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { OneTrajectory } from '../../trajectories/api.ts'
import { openPhases } from '../../trajectories/deadline/live.ts'
import { isTrajectoryOf } from '../../trajectories/queries.ts'
import { Refusal } from '../api.ts'
import { SearchAnswer, SearchQuery } from '../locations/api.ts'
import { findAnything } from '../search/queries.ts'
import { Counsellors, TrajectoriesPage, TrajectoriesQuery, TrajectoryDetail } from './api.ts'
import { findCounsellors } from './counsellors-queries.ts'
import { recordFound } from './found-actions.ts'
import { findTrajectory } from './one-queries.ts'
import { openJudge } from './phase-queries.ts'
import { findTrajectories } from './queries.ts'

type Parts = { sql: Database; personal: PersonalData; lessons: LessonClock; now(): number }

/** The list of trajectories, one of them, whose they can be, and what the one search field finds. */
export function trajectoriesRoutes(app: Http, { sql, personal, lessons, now }: Parts): void {
  const phasesOf = openPhases()
  const parts = { sql, personal, lessons, phasesOf, judge: openJudge(phasesOf) }

  app.get(
    '/api/trajectories',
    {
      schema: { querystring: TrajectoriesQuery, response: { 200: TrajectoriesPage } },
      config: { policy: 'seeTrajectories' },
    },
    async ({ query, viewer }, reply) => {
      const at = now()
      const page = await findTrajectories(parts, { query, viewer, at })
      await recordFound(sql, page.rows, { accountId: viewer.accountId, at })
      return reply.header('cache-control', 'no-store').send({ at, ...page })
    },
  )

  app.get(
    '/api/trajectories/:code',
    {
      schema: { params: OneTrajectory, response: { 200: TrajectoryDetail, 404: Refusal } },
      config: {
        policy: 'seeTrajectories',
        isOwn: (request: FastifyRequest, accountId: string) =>
          isTrajectoryOf(sql, (request.params as { code: string }).code, accountId),
      },
    },
    async ({ params: { code } }, reply) =>
      (await findTrajectory(parts, code, now())) ?? reply.status(404).send(unknownTrajectory(code)),
  )

  app.get(
    '/api/counsellors',
    { schema: { response: { 200: Counsellors } }, config: { policy: 'seeTrajectories' } },
    ({ viewer: { reach, accountId } }) =>
      findCounsellors(sql, personal, reach === 'own' ? accountId : undefined),
  )

  app.get(
    '/api/search',
    {
      schema: { querystring: SearchQuery, response: { 200: SearchAnswer } },
      config: { policy: 'seeSets' },
    },
    async ({ query: { q }, viewer }, reply) => {
      const at = now()
      const answer = await findAnything({ sql, personal }, { q, viewer })
      await recordFound(sql, answer.trajectories, { accountId: viewer.accountId, at })
      return reply.header('cache-control', 'no-store').send(answer)
    },
  )
}

function unknownTrajectory(code: string) {
  return {
    error: 'unknown_trajectory',
    message: `No trajectory has the code ${code}.`,
    where: code,
    expected: 'the code of a trajectory',
  }
}
