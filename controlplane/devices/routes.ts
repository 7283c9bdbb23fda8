import type { Http } from '../platform/http/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { registerDevices } from './actions.ts'
import { RegisterDevices } from './api.ts'

const refusals = {
  unknown_set: { status: 422, message: 'No set has the label', expected: 'the label of a registered set' },
  set_has_device: {
    status: 409,
    message: 'A live device is already on set',
    expected: 'a set without a live device',
  },
} as const

type Parts = { sql: Database; nudges: Nudges; now(): number }

export function deviceRoutes(app: Http, { sql, nudges, now }: Parts): void {
  const schema = { body: RegisterDevices }
  app.post('/api/devices', { schema, config: { policy: 'registerDevices' } }, async (request, reply) => {
    const by = { actor: request.viewer.accountId, now: now() }
    const outcome = await registerDevices(sql, request.body.items, by)
    if (!outcome.ok) {
      const { status, message, expected } = refusals[outcome.refusal]
      const { refusal: error, where } = outcome
      return reply.status(status).send({ error, message: `${message} ${where}.`, where, expected })
    }
    nudges.add('registered', outcome.registered)
    const registered = outcome.registered.length
    return { registered, known: request.body.items.length - registered }
  })
}
