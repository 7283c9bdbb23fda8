import { type AnswerBody, type AskBody, askSecondsMax } from '../../../protocol/command.ts'
import type { CommandKeys } from '../keys/command-key.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import type { Broker, DeviceRef } from './broker.ts'

/** Questions on their way at once, of all servers; more are not asked. */
const waitingMax = 2000
const pollMs = 2_000
const keptMs = 3_600_000
/** The id of the question that was answered is told here, to whichever server asked. */
const answerChannel = 'setwacht_answers'

type Parts = {
  sql: Database
  /** Started after this, and asked for when there is something to say. */
  broker(): Broker | undefined
  keys: CommandKeys
  now(): number
  /** How long an answer is waited for; a question is void after `askSecondsMax` whatever this says. */
  waitMs?: number
  /** How often the answer is looked for when nobody woke us. */
  everyMs?: number
}

/** Short questions to sets: signed, void after half a minute, each answered once or not at all. */
export type Asks = Awaited<ReturnType<typeof startAsks>>

export async function startAsks({ sql, broker, keys, now, ...times }: Parts) {
  const { waitMs = askSecondsMax * 1000, everyMs = pollMs } = times
  /** Who waits here, by question; what holds of it stands in the database. */
  const wakes = new Map<string, () => void>()
  let isStopped = false
  const wakeAll = () => {
    for (const wake of wakes.values()) wake()
  }
  const { unlisten } = await sql.listen(answerChannel, id => wakes.get(id)?.(), wakeAll)

  async function waitFor(id: string): Promise<AnswerBody | undefined> {
    const deadline = performance.now() + waitMs
    for (;;) {
      const woken = Promise.withResolvers<void>()
      // Before looking: what comes in between is not missed.
      wakes.set(id, woken.resolve)
      const [row] = await sql<{ answer: AnswerBody | null }[]>`select answer from asks where id = ${id}`
      if (row?.answer) return row.answer
      const leftMs = deadline - performance.now()
      if (leftMs <= 0 || isStopped) return undefined
      const timer = setTimeout(woken.resolve, Math.min(everyMs, leftMs))
      await woken.promise
      clearTimeout(timer)
    }
  }

  return {
    /** Too many questions wait for an answer; ask later. */
    async isFull(): Promise<boolean> {
      const [row] = await sql<{ waiting: number }[]>`
        select count(*)::int4 as waiting from asks where answer is null and expires_at > ${now()}::timestamptz`
      return row!.waiting >= waitingMax
    },

    /** Asks a set. Undefined: nothing came within half a minute, or too many questions wait already. */
    async ask(device: Pick<DeviceRef, 'id'>, body: AskBody): Promise<AnswerBody | undefined> {
      const command = { kind: 'ask', device: device.id, body, seconds: askSecondsMax, now: now() } as const
      const { id, jws } = await keys.sign(command)
      const { now: askedAt } = command
      const asked = { id, device: device.id, question: body.question, askedAt, expiresAt: askedAt + waitMs }
      if (!(await keep(sql, asked))) return undefined
      broker()?.send(device.id, 'ask', { jws })
      try {
        return await waitFor(id)
      } finally {
        wakes.delete(id)
        await sql`delete from asks where id = ${id}`
      }
    },

    async stop(): Promise<void> {
      isStopped = true
      wakeAll()
      // The line may be down; it goes with the others then.
      await unlisten().catch(() => undefined)
    },
  }
}

type Asked = { id: string; device: string; question: AskBody['question']; askedAt: number; expiresAt: number }

/** False: too many wait already. */
async function keep(sql: Database, { id, device, question, askedAt, expiresAt }: Asked): Promise<boolean> {
  const kept = await sql`
    insert into asks (id, device_id, question, asked_at, expires_at)
    select ${id}, ${device}, ${question}, ${askedAt}::timestamptz, ${expiresAt}::timestamptz
    where ${waitingMax} > (
      select count(*) from asks where answer is null and expires_at > ${askedAt}::timestamptz
    ) returning id`
  return kept.length > 0
}

/** A set answers. What it could not read or trust has no id: that is its oldest question. `now`: ms since 1970 UTC. */
export async function recordAnswer(
  tx: Transaction | Database,
  deviceId: string,
  answer: AnswerBody,
  now: number,
): Promise<void> {
  await tx`
    with answered as (
      update asks set answer = ${tx.json(answer)} where id = (
        select id from asks
        where device_id = ${deviceId} and answer is null and expires_at > ${now}::timestamptz
          and (${answer.id}::uuid is null or id = ${answer.id}::uuid)
        order by asked_at, id limit 1
      ) returning id
    )
    select pg_notify(${answerChannel}, id::text) from answered`
}

/** Forgets questions whose asker ended before the answer. */
export async function purgeAsks(sql: Database, now: number): Promise<void> {
  await sql`delete from asks where expires_at < ${now - keptMs}::timestamptz`
}
