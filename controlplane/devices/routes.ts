import type { Database } from '../platform/database.ts'
import type { Http } from '../platform/http.ts'
import type { Nudges } from '../platform/nudges.ts'
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

export function deviceRoutes(app: Http, { sql, nudges }: { sql: Database; nudges: Nudges }): void {
  app.post('/api/devices', { schema: { body: RegisterDevices } }, async (request, reply) => {
    const outcome = await registerDevices(sql, request.body.items)
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
