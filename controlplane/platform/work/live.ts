import { Counter, Gauge, type Registry } from 'prom-client'
import type { Log } from '../log.ts'
import { numberArray } from '../postgres/arrays.ts'
import { type Database, isAway, type Transaction } from '../postgres/database.ts'
import { workChannel } from './actions.ts'
import { partsOf, pauseAfterMs, type WaitingWork, type WorkKind, workKinds } from './rules.ts'

/** Rows taken in one turn. */
const rowsMax = 500
/** What nobody was woken for (another server ended, a pause is over) is found after this at the latest. */
const pollMs = 2_000

/** Does the work of one kind. It may be done again: a key comes at least once. @throws when it must be tried again */
export type WorkOf<Kinds extends WorkKind = WorkKind> = {
  readonly [Kind in Kinds]: (keys: readonly string[]) => Promise<void>
}

type Parts = { sql: Database; workOf: WorkOf; registry: Registry; log: Log; now(): number }

/** Does what commits left to be done, each kind by itself, so that none waits for another. Several servers share it. */
export async function startWork(parts: Parts, everyMs = pollMs): Promise<{ stop(): Promise<void> }> {
  const failures = measure(parts)
  const drains = new Map(workKinds.map(kind => [kind, startDrain(kind, parts, failures)] as const))
  const kickAll = () => {
    for (const drain of drains.values()) drain.kick()
  }
  const kick = (kind: string) => drains.get(kind as WorkKind)?.kick()
  const { unlisten } = await parts.sql.listen(workChannel, kick, kickAll)
  const polling = setInterval(kickAll, everyMs)
  return {
    async stop() {
      clearInterval(polling)
      await Promise.all([...drains.values()].map(drain => drain.stop()))
      // The line may be down; it goes with the others then.
      await unlisten().catch(() => undefined)
    },
  }
}

function startDrain(kind: WorkKind, parts: Parts, failures: Counter<'kind'>) {
  let running: Promise<void> | undefined
  let isAsked = false
  let isStopped = false
  let isFailing = false

  function told(failure: unknown): void {
    failures.inc({ kind })
    if (!isFailing) parts.log.error({ kind, failure: String(failure) }, 'work failed and is tried again')
    isFailing = true
  }

  async function run(): Promise<void> {
    while (isAsked && !isStopped) {
      isAsked = false
      const turn = await parts.sql.begin(tx => takeTurn(tx, kind, parts, told))
      if (isFailing && turn.done > 0 && turn.failed === 0 && !(await hasFailed(parts.sql, kind))) {
        isFailing = false
        parts.log.info({ kind }, 'work is done again')
      }
      isAsked ||= turn.done + turn.failed >= rowsMax
    }
  }

  function kick(): void {
    isAsked = true
    if (isStopped || running) return
    running = run()
      .catch(failure => {
        // Away: the rows wait, and the next look finds them.
        if (!isAway(failure)) told(failure)
      })
      .finally(() => {
        running = undefined
      })
  }

  return {
    kick,
    async stop() {
      isStopped = true
      await running
    },
  }
}

/** Whether something of this kind failed and is not done yet. */
async function hasFailed(sql: Database, kind: WorkKind): Promise<boolean> {
  const rows = await sql`select from work where kind = ${kind} and tries > 0 limit 1`
  return rows.length > 0
}

/** Holds rows of a kind, does them, and takes away what was done. Ends in between: another finds them as they were. */
async function takeTurn(
  tx: Transaction,
  kind: WorkKind,
  { workOf, now }: Parts,
  told: (failure: unknown) => void,
): Promise<{ done: number; failed: number }> {
  const rows = await tx<WaitingWork[]>`
    select id, key, tries from work
    where kind = ${kind} and (next_at is null or next_at <= ${now()}::timestamptz)
    order by id limit ${rowsMax} for update skip locked`
  let failed = 0
  for (const part of partsOf(rows)) {
    const ids = numberArray(part.map(({ id }) => id))
    const keys = [...new Set(part.map(({ key }) => key))]
    const failure = await workOf[kind](keys).then(
      () => undefined,
      (cause: unknown) => ({ cause }),
    )
    if (failure === undefined) {
      await tx`delete from work where id = any(${ids}::int8[])`
      continue
    }
    failed += part.length
    told(failure.cause)
    const nextAt = now() + pauseAfterMs(Math.max(...part.map(({ tries }) => tries)) + 1)
    await tx`
      update work set tries = tries + 1, next_at = ${nextAt}::timestamptz
      where id = any(${ids}::int8[])`
  }
  return { done: rows.length - failed, failed }
}

/** How much waits, how long the oldest has, and how often it failed, by kind. */
function measure({ sql, registry, now }: Parts): Counter<'kind'> {
  const common = { labelNames: ['kind'] as const, registers: [registry] }
  // What cannot be asked now is not told; that the database is away stands elsewhere.
  const find = () =>
    sql<{ kind: string; rows: number; oldest: number }[]>`
      select kind, count(*)::int4 as rows, min(queued_at) as oldest from work group by kind`.catch(() => [])
  new Gauge({
    ...common,
    name: 'setwacht_work_waiting',
    help: 'Work that follows what was committed and is not done',
    async collect() {
      const waiting = new Map((await find()).map(({ kind, rows }) => [kind, rows]))
      for (const kind of workKinds) this.set({ kind }, waiting.get(kind) ?? 0)
    },
  })
  new Gauge({
    ...common,
    name: 'setwacht_work_oldest_seconds',
    help: 'How long the oldest of it waits',
    async collect() {
      const since = new Map((await find()).map(({ kind, oldest }) => [kind, oldest]))
      for (const kind of workKinds) this.set({ kind }, Math.max(0, now() - (since.get(kind) ?? now())) / 1000)
    },
  })
  const failures = new Counter({
    ...common,
    name: 'setwacht_work_failures_total',
    help: 'Times that work failed and was put off',
  })
  for (const kind of workKinds) failures.inc({ kind }, 0)
  return failures
}
