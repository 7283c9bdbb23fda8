import { recordAct } from '../audit/actions.ts'
import type { Asks } from '../platform/broker/asks.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { registerDevices } from './actions.ts'
import { deviceApi, type PingAnswer } from './api.ts'
import { askHindranceOf } from './device/rules.ts'
import { findAskable } from './queries.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; asks: Asks; now(): number }

/** Puts devices on sets, and asks them for a sign. */
export function deviceRoutes(app: Http, { sql, nudges, asks, now }: Parts): void {
  const ping = pingBy(asks, now)

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
      'POST /api/sets/:label/ping': async ({ params: { label }, by }) => {
        const device = await findAskable(sql, label)
        if (device === undefined) return { ok: false, refusal: 'unknown_set', where: label }
        const { id, state, presence } = device
        const why = askHindranceOf({ state, presence })
        if (why !== undefined || id === null) return { ok: false, refusal: why ?? 'no_device', where: label }
        if (await asks.isFull()) return { ok: false, refusal: 'too_many_questions' }
        const act = { at: by.now, actor: by.actor, act: 'device_asked', subject: `set:${label}` } as const
        await sql.begin(tx => recordAct(tx, { ...act, detail: { question: 'ping' } }))
        return { ok: true, ...(await ping(id)), changes: {} }
      },
    },
  )
}

/** One question at a time to a set: who asks meanwhile gets the same answer. */
function pingBy(asks: Asks, now: () => number) {
  const asking = new Map<string, Promise<PingAnswer>>()

  async function ask(id: string): Promise<PingAnswer> {
    const from = now()
    const answer = await asks.ask({ id }, { question: 'ping' })
    if (answer === undefined) return { outcome: 'silent', ms: null, rejection: null }
    const ms = Math.max(0, now() - from)
    if (answer.outcome === 'done') return { outcome: 'answered', ms, rejection: null }
    return { outcome: 'rejected', ms, rejection: answer.rejection }
  }

  return (id: string) => {
    const running = asking.get(id) ?? ask(id).finally(() => asking.delete(id))
    asking.set(id, running)
    return running
  }
}
