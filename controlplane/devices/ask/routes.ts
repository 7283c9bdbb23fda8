import Type from 'typebox'
import { recordAct } from '../../audit/actions.ts'
import type { Asks } from '../../platform/broker/asks.ts'
import type { Http } from '../../platform/http/http.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { SetLabel } from '../../sets/api.ts'
import type { PingAnswer } from '../api.ts'
import { type Hindrance, hindranceOf } from '../device/rules.ts'
import { findAskable } from '../queries.ts'

const ByLabel = Type.Object({ label: SetLabel }, { additionalProperties: false })

type Parts = { sql: Database; asks: Asks; now(): number }
type Refusal = { status: number; message: string; expected: string }

const refusals: { [Why in Hindrance]?: Refusal } = {
  no_device: { status: 409, message: 'No device is on set', expected: 'a set with a live device' },
  questioned: {
    status: 409,
    message: 'Nothing is asked before an administrator decides about the device of set',
    expected: 'a device that is not in question',
  },
  not_connected: { status: 409, message: 'There is no open line to set', expected: 'a connected set' },
}

/** POST /api/sets/:label/ping. One question at a time to a set: who asks meanwhile gets the same answer. */
export function askRoutes(app: Http, { sql, asks, now }: Parts): void {
  const asking = new Map<string, Promise<PingAnswer>>()

  async function ping(id: string): Promise<PingAnswer> {
    const from = now()
    const answer = await asks.ask({ id }, { question: 'ping' })
    if (answer === undefined) return { outcome: 'silent', ms: null, rejection: null }
    const ms = Math.max(0, now() - from)
    if (answer.outcome === 'done') return { outcome: 'answered', ms, rejection: null }
    return { outcome: 'rejected', ms, rejection: answer.rejection }
  }

  const ofPing = { schema: { params: ByLabel }, config: { policy: 'askDevices' } } as const
  app.post('/api/sets/:label/ping', ofPing, async (request, reply) => {
    const { label } = request.params
    const device = await findAskable(sql, label)
    if (device === undefined) {
      const message = `No set has the label ${label}.`
      const expected = 'the label of a registered set'
      return reply.status(404).send({ error: 'unknown_set', message, where: label, expected })
    }
    const { id, state, presence } = device
    const why = hindranceOf('ping', { hasAuthority: true, state, presence })
    if (why !== undefined || id === null) {
      const error = why ?? 'no_device'
      const { status, message, expected } = refusals[error] as Refusal
      return reply.status(status).send({ error, message: `${message} ${label}.`, where: label, expected })
    }
    if (await asks.isFull()) {
      const message = 'Too many questions wait for an answer. Ask again in half a minute.'
      return reply.status(503).send({ error: 'too_many_questions', message })
    }
    const subject = `set:${label}`
    const by = { at: now(), actor: request.viewer.accountId, act: 'device_asked', subject } as const
    await sql.begin(tx => recordAct(tx, { ...by, detail: { question: 'ping' } }))
    const running = asking.get(id) ?? ping(id).finally(() => asking.delete(id))
    asking.set(id, running)
    return running
  })
}
