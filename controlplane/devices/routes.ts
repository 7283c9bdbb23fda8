import type { AskBody } from '../../protocol/command.ts'
import { recordAct } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Asks } from '../platform/broker/asks.ts'
import type { Changes } from '../platform/changes/rules.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { registerDevices } from './actions.ts'
import { type AskAnswer, type AskRefusal, deviceApi } from './api.ts'
import { askHindranceOf } from './device/rules.ts'
import { findAskable } from './queries.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; asks: Asks; now(): number }

/** Puts devices on sets, and asks them for a sign. */
export function deviceRoutes(app: Http, { sql, nudges, asks, now }: Parts): void {
  const askSet = askerOf({ sql, asks, now })

  serve(
    app,
    deviceApi,
    { now, nudges, owners: {} },
    {
      'POST /api/devices': async ({ body: { items }, by }) => {
        const outcome = await registerDevices(sql, items, by)
        if (!outcome.ok) return outcome
        const registered = outcome.registered.length
        const changes = { registered: outcome.registered }
        return { ok: true, registered, known: items.length - registered, changes }
      },
      'POST /api/sets/:label/ping': ({ params: { label }, by }) => askSet('ping', label, by),
      'POST /api/sets/:label/check': ({ params: { label }, by }) => askSet('check', label, by),
    },
  )
}

type Answered = { ok: true; changes: Changes } & AskAnswer
type NotAsked = { ok: false; refusal: AskRefusal; where?: string }

/** Asks the live device of a set, and writes down that it did. */
function askerOf({ sql, asks, now }: Pick<Parts, 'sql' | 'asks' | 'now'>) {
  const ask = askOnce(asks, now)

  return async (question: AskBody['question'], label: string, by: By): Promise<Answered | NotAsked> => {
    const device = await findAskable(sql, label)
    if (device === undefined) return { ok: false, refusal: 'unknown_set', where: label }
    const { id, state, presence } = device
    const why = askHindranceOf({ state, presence })
    if (why !== undefined || id === null) return { ok: false, refusal: why ?? 'no_device', where: label }
    if (await asks.isFull()) return { ok: false, refusal: 'too_many_questions' }
    const act = { at: by.now, actor: by.actor, act: 'device_asked', subject: `set:${label}` } as const
    await sql.begin(tx => recordAct(tx, { ...act, detail: { question } }))
    return { ok: true, ...(await ask(id, question)), changes: {} }
  }
}

/** Each question once at a time to a set: who asks it meanwhile gets the same answer. */
function askOnce(asks: Asks, now: () => number) {
  const asking = new Map<string, Promise<AskAnswer>>()

  async function ask(id: string, question: AskBody['question']): Promise<AskAnswer> {
    const from = now()
    const answer = await asks.ask({ id }, { question })
    if (answer === undefined) return { outcome: 'silent', ms: null, rejection: null }
    const ms = Math.max(0, now() - from)
    if (answer.outcome === 'done') return { outcome: 'answered', ms, rejection: null }
    return { outcome: 'rejected', ms, rejection: answer.rejection }
  }

  return (id: string, question: AskBody['question']) => {
    const key = `${question} ${id}`
    const running = asking.get(key) ?? ask(id, question).finally(() => asking.delete(key))
    asking.set(key, running)
    return running
  }
}
