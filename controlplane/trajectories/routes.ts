import type { Database } from '../platform/database.ts'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import { registerTrajectories } from './actions.ts'
import { RegisterTrajectories } from './api.ts'

const refusals = {
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
} as const

export function trajectoryRoutes(app: Http, { sql, nudges }: { sql: Database; nudges: Nudges }): void {
  app.post('/api/trajectories', { schema: { body: RegisterTrajectories } }, async (request, reply) => {
    const outcome = await registerTrajectories(sql, request.body.items)
    if (!outcome.ok) {
      const { status, message, expected } = refusals[outcome.refusal]
      const { refusal: error, where } = outcome
      return reply.status(status).send({ error, message: `${message} ${where}.`, where, expected })
    }
    nudges.add('registered', outcome.registered)
    return { registered: outcome.registered.length }
  })
}
