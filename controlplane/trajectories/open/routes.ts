import type { Http } from '../../platform/http/http.ts'
import { registerTrajectories } from '../actions.ts'
import { by, mayGive, type Parts, refuse, refused } from '../answer-routes.ts'
import { OneTrajectory, OpenTrajectory, RegisterTrajectories } from '../api.ts'
import { openTrajectory } from './actions.ts'

/** Opens trajectories, many by a program or one by a person. */
export function openRoutes(app: Http, { sql, personal, nudges, lessonsChanged, now }: Parts): void {
  app.post(
    '/api/trajectories',
    { schema: { body: RegisterTrajectories }, config: { policy: 'importTrajectories' } },
    async ({ body: { items }, viewer }, reply) => {
      const outcome = await registerTrajectories(sql, items, by(viewer, now))
      if (!outcome.ok) return refuse(reply, outcome)
      nudges.add('registered', outcome.registered)
      await lessonsChanged(items.map(({ code }) => code))
      return { registered: outcome.registered.length }
    },
  )

  app.post(
    '/api/trajectories/new',
    {
      schema: { body: OpenTrajectory, response: { 200: OneTrajectory, ...refused } },
      config: { policy: 'registerTrajectories' },
    },
    async ({ body, viewer }, reply) => {
      const isCounsellor = viewer.roles.includes('counsellor')
      const opening = { ...by(viewer, now), mayGive: mayGive(viewer), isCounsellor }
      const outcome = await openTrajectory({ sql, personal }, body, opening)
      if (!outcome.ok) return refuse(reply, outcome)
      nudges.add('trajectory', [outcome.code])
      nudges.add('registered', outcome.sets)
      await lessonsChanged([outcome.code])
      return { code: outcome.code }
    },
  )
}
