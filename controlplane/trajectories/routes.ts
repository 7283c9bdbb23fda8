import { Done, Nothing } from '../people/api.ts'
import type { Http } from '../platform/http/http.ts'
import { by, done, mayGive, ofOne, type Parts, refuse, refused } from './answer-routes.ts'
import {
  NewPause,
  OnePause,
  OnePauseOf,
  OneSide,
  OneTrajectory,
  SetMilestone,
  SideFields,
  TrajectoryFields,
} from './api.ts'
import { childRoutes } from './child/routes.ts'
import { setMilestone } from './milestone/actions.ts'
import { changeTrajectory } from './open/actions.ts'
import { openRoutes } from './open/routes.ts'
import { addPause, removePause } from './pause/actions.ts'
import { changeSide } from './side/actions.ts'

/** Trajectories: opened, changed, and how far they are. */
export function trajectoryRoutes(app: Http, parts: Parts): void {
  openRoutes(app, parts)
  childRoutes(app, parts)
  courseRoutes(app, parts)
  pauseRoutes(app, parts)
}

/** What it is as a whole, how far it is, and which sets serve it. */
function courseRoutes(app: Http, { sql, nudges, lessonsChanged, now }: Parts): void {
  const response = { 200: Done, ...refused }
  const config = ofOne(sql, 'changeTrajectories')

  app.put(
    '/api/trajectories/:code',
    { schema: { params: OneTrajectory, body: TrajectoryFields, response }, config },
    async ({ params: { code }, body, viewer }, reply) => {
      const change = { ...by(viewer, now), mayGive: mayGive(viewer) }
      const outcome = await changeTrajectory(sql, code, body, change)
      if (!outcome.ok) return refuse(reply, outcome)
      if (outcome.isChanged) nudges.add('trajectory', [code])
      return done
    },
  )

  app.post(
    '/api/trajectories/:code/milestones',
    { schema: { params: OneTrajectory, body: SetMilestone, response }, config },
    async ({ params: { code }, body, viewer }, reply) => {
      const outcome = await setMilestone(sql, code, body, by(viewer, now))
      if (!outcome.ok) return refuse(reply, outcome)
      if (outcome.isChanged) nudges.add('trajectory', [code])
      return done
    },
  )

  app.put(
    '/api/trajectories/:code/sides/:side',
    { schema: { params: OneSide, body: SideFields, response }, config },
    async ({ params, body, viewer }, reply) => {
      const outcome = await changeSide(sql, params, body, by(viewer, now))
      if (!outcome.ok) return refuse(reply, outcome)
      if (!outcome.isChanged) return done
      nudges.add('trajectory', [params.code])
      nudges.add('registered', outcome.sets)
      await lessonsChanged([params.code])
      return done
    },
  )
}

function pauseRoutes(app: Http, { sql, nudges, lessonsChanged, now }: Parts): void {
  const config = ofOne(sql, 'changeTrajectories')

  app.post(
    '/api/trajectories/:code/pauses',
    { schema: { params: OneTrajectory, body: NewPause, response: { 200: OnePause, ...refused } }, config },
    async ({ params: { code }, body, viewer }, reply) => {
      const outcome = await addPause(sql, code, body, by(viewer, now))
      if (!outcome.ok) return refuse(reply, outcome)
      nudges.add('trajectory', [code])
      await lessonsChanged([code])
      return { id: outcome.id }
    },
  )

  app.delete(
    '/api/trajectories/:code/pauses/:id',
    { schema: { params: OnePauseOf, body: Nothing, response: { 200: Done, ...refused } }, config },
    async ({ params, viewer }, reply) => {
      const outcome = await removePause(sql, params, by(viewer, now))
      if (!outcome.ok) return refuse(reply, outcome)
      nudges.add('trajectory', [params.code])
      await lessonsChanged([params.code])
      return done
    },
  )
}
