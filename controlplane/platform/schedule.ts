import cron from 'node-cron'
import type { Log } from './log.ts'
import type { Database } from './postgres/database.ts'

/** Something that happens by itself: a cron line with seconds, in UTC, and what it does at `now` (ms). */
export type Job = { name: string; cron: string; atStart?: true; run(now: number): Promise<unknown> }

/** The first half of each job's advisory lock; the second is made from its name. */
const lockSpace = 7_240_002

/** A job that failed has another turn after this, then after twice as long, up to the last. */
const retryMsMin = 2000
const retryMsMax = 600_000

/** Runs each job at its times, one replica at a time, never over itself. A failing job is told once, and once healed. */
export function startSchedule(jobs: readonly Job[], parts: { sql: Database; log: Log; now(): number }) {
  const failures = new Map<string, number>()
  const retries = new Map<string, NodeJS.Timeout>()
  const running = new Map<string, Promise<void>>()

  async function run(job: Job): Promise<void> {
    try {
      await alone(parts.sql, job.name, () => job.run(parts.now()))
      if (failures.delete(job.name)) parts.log.info({ job: job.name }, 'a scheduled job works again')
    } catch (failure) {
      const before = failures.get(job.name) ?? 0
      failures.set(job.name, before + 1)
      // Not at its next time only: what failed for a restart of the database would count as failing until tomorrow.
      retries.set(job.name, setTimeout(turn, Math.min(retryMsMax, retryMsMin * 2 ** before), job))
      if (before > 0) return
      parts.log.error({ job: job.name, failure: String(failure) }, 'a scheduled job fails')
    }
  }

  function turn(job: Job): void {
    if (running.has(job.name)) return
    clearTimeout(retries.get(job.name))
    running.set(
      job.name,
      run(job).finally(() => running.delete(job.name)),
    )
  }

  const tasks = jobs.map(job => cron.schedule(job.cron, () => turn(job), { name: job.name, timezone: 'UTC' }))
  for (const job of jobs) if (job.atStart) turn(job)

  return {
    /** Names of the jobs that failed at their last turn. */
    failing: () => [...failures.keys()],
    async stop(): Promise<void> {
      await Promise.all(tasks.map(task => task.destroy()))
      await Promise.all(running.values())
      for (const retry of retries.values()) clearTimeout(retry)
    },
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
