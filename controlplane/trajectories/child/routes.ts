import type { FastifyReply } from 'fastify'
import type { Http } from '../../platform/http/http.ts'
import { by, ofOne, type Parts, refuse, refused } from '../answer-routes.ts'
import { Child, ChildAnswer, OneTrajectory } from '../api.ts'
import { type ChildOutcome, changeChild, readChild } from './actions.ts'

/** First name and class. Every answer is written down. */
export function childRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const response = { 200: ChildAnswer, ...refused }
  const answer = (reply: FastifyReply, code: string, outcome: ChildOutcome) =>
    outcome.ok
      ? reply.header('cache-control', 'no-store').send({ code, child: outcome.child })
      : refuse(reply, outcome)

  app.get(
    '/api/trajectories/:code/child',
    { schema: { params: OneTrajectory, response }, config: ofOne(sql, 'seeChildren') },
    async ({ params: { code }, viewer }, reply) =>
      answer(reply, code, await readChild({ sql, personal }, code, by(viewer, now))),
  )

  app.put(
    '/api/trajectories/:code/child',
    { schema: { params: OneTrajectory, body: Child, response }, config: ofOne(sql, 'changeTrajectories') },
    async ({ params: { code }, body, viewer }, reply) => {
      const outcome = await changeChild({ sql, personal }, code, body, by(viewer, now))
      if (outcome.ok) nudges.add('trajectory', [code])
      return answer(reply, code, outcome)
    },
  )
}
