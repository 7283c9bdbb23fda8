import pLimit, { type LimitFunction } from 'p-limit'
import type { Clock } from './clock.ts'
import { nextTime } from './cron.ts'
import type { Log } from './log.ts'
import type { Database } from './postgres/database.ts'

/** Something that happens by itself: a cron line with seconds, in UTC, and what it does at `now` (ms). */
export type Job = {
  name: string
  cron: string
  atStart?: true
  /** Each replica does it for itself; else one does it for all. */
  onEveryReplica?: true
  run(now: number): Promise<unknown>
}

/** The first half of each job's advisory lock; the second is made from its name. */
const lockSpace = 7_240_002

/** A job that failed has another turn after this, then after twice as long, up to the last. */
const retryMsMin = 2000
const retryMsMax = 600_000

/** A turn that takes longer than this waits for something that does not come. */
const turnMsMax = 600_000

/**
 * So many turns at once; the others wait. Each holds a transaction for its lock while its work takes another: of those
 * that there are (`transactions.ts`) locks alone must never hold all.
 */
const turnsMax = 6

/** The clock of the machine may be set while we wait. */
const lookMsMax = 30_000

type Parts = { sql: Database; log: Log; clock: Clock }

/**
 * Runs each job at its times, never over itself. A failing job is told once, and once healed. With a held clock none
 * runs by itself but those of the start; `runDue` runs what has become due.
 *
 * @throws when two jobs have the same name
 */
export function startSchedule(jobs: readonly Job[], parts: Parts) {
  const { clock } = parts
  const named = new Set(jobs.map(({ name }) => name))
  // They would keep each other from running, and one could not be told from the other.
  if (named.size < jobs.length) throw new Error('two scheduled jobs have the same name')
  const gate = pLimit(turnsMax)
  const planned = jobs.map(job => planJob(job, parts, gate))
  let lookedAt = clock.now()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  function due(): Planned[] {
    const now = clock.now()
    // Set back, it must not keep the jobs waiting until it has caught up.
    if (now < lookedAt) for (const one of planned) one.plan()
    lookedAt = now
    return planned.filter(one => one.dueAt() <= now)
  }

  function turn(one: Planned): Promise<void> {
    return one.turn().then(wait)
  }

  function wait(): void {
    if (isStopped || clock.isHeld) return
    clearTimeout(timer)
    const next = Math.min(...planned.map(one => one.dueAt()))
    timer = setTimeout(look, Math.max(0, Math.min(lookMsMax, next - clock.now())))
  }

  function look(): void {
    for (const one of due()) void turn(one)
    wait()
  }

  for (const one of planned) if (one.job.atStart) void turn(one)
  wait()

  return {
    /** Names of the jobs that failed at their last turn, or whose turn does not end. */
    failing: () => planned.filter(one => one.isFailing()).map(({ job }) => job.name),
    /** Runs every job whose time has come since its last turn, once, one after another as they are listed. */
    async runDue(): Promise<void> {
      await Promise.all(planned.map(one => one.settled()))
      for (const one of due()) await turn(one)
    },
    async stop(): Promise<void> {
      isStopped = true
      clearTimeout(timer)
      await Promise.all(planned.map(one => one.settled()))
    },
  }
}

type Planned = ReturnType<typeof planJob>

/** When a job is due, and its turn. */
function planJob(job: Job, { sql, log, clock }: Parts, gate: LimitFunction) {
  let nextAt = nextTime(job.cron, clock.now())
  let retryAt = Infinity
  let failures = 0
  let running: Promise<void> | undefined
  let runningSince = Infinity

  async function run(): Promise<void> {
    retryAt = Infinity
    try {
      if (job.onEveryReplica) await job.run(clock.now())
      else await gate(() => alone(sql, job.name, () => job.run(clock.now())))
      if (failures > 0) log.info({ job: job.name }, 'a scheduled job works again')
      failures = 0
    } catch (failure) {
      // Not at its next time only: what failed for a restart of the database would count as failing until tomorrow.
      retryAt = clock.now() + Math.min(retryMsMax, retryMsMin * 2 ** failures)
      failures++
      if (failures > 1) return
      log.error({ job: job.name, failure: String(failure) }, 'a scheduled job fails')
    }
  }

  return {
    job,
    dueAt: () => Math.min(nextAt, retryAt),
    isFailing: () => failures > 0 || clock.now() - runningSince > turnMsMax,
    plan(): void {
      nextAt = nextTime(job.cron, clock.now())
    },
    turn(): Promise<void> {
      nextAt = nextTime(job.cron, clock.now())
      if (running) return running
      runningSince = clock.now()
      running = run().finally(() => {
        running = undefined
        runningSince = Infinity
      })
      return running
    },
    /** Settles when the turn that is under way is over. */
    settled: () => running ?? Promise.resolve(),
  }
}

/** The lock is held by an open transaction, so it ends with this process whatever happens. */
async function alone(sql: Database, name: string, work: () => Promise<unknown>): Promise<void> {
  await sql.begin(async tx => {
    const [lock] = await tx<{ taken: boolean }[]>`
      select pg_try_advisory_xact_lock(${lockSpace}, hashtext(${name})) as taken`
    if (lock?.taken) await work()
  })
}
