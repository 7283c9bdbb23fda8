import type { Database } from '../platform/database.ts'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import { registerTrajectories, type TrajectoryRefusal } from './actions.ts'
import { RegisterTrajectories } from './api.ts'

const refusals: Record<TrajectoryRefusal, { status: 409 | 422; message: string; expected: string }> = {
  unknown_set: { status: 422, message: 'No set has the label', expected: 'the label of a registered set' },
  unknown_location: {
    status: 422,
    message: 'No location has the code',
    expected: 'the code of a registered location',
  },
  wrong_kind: {
    status: 422,
    message: 'This set is made for the other side:',
    expected: 'a set of that kind',
  },
  set_in_pair: { status: 409, message: 'This set is in another pair:', expected: 'a set without a pair' },
  unknown_counsellor: {
    status: 422,
    message: 'No counsellor has the account',
    expected: 'the account of somebody with the role of counsellor',
  },
}

type Parts = { sql: Database; nudges: Nudges; now(): number }

export function trajectoryRoutes(app: Http, { sql, nudges, now }: Parts): void {
  const schema = { body: RegisterTrajectories }
  app.post(
    '/api/trajectories',
    { schema, config: { policy: 'registerTrajectories' } },
    async (request, reply) => {
      const { accountId: actor, roles } = request.viewer
      const by = { actor, now: now(), counsellor: roles.includes('counsellor') ? actor : null }
      const outcome = await registerTrajectories(sql, request.body.items, by)
      if (!outcome.ok) {
        const { status, message, expected } = refusals[outcome.refusal]
        const { refusal: error, where } = outcome
        return reply.status(status).send({ error, message: `${message} ${where}.`, where, expected })
      }
      nudges.add('registered', outcome.registered)
      return { registered: outcome.registered.length }
    },
  )
}
