import cron from 'node-cron'
import type { Database } from './database.ts'
import type { Log } from './log.ts'

/** Something that happens by itself: a cron line with seconds, in UTC, and what it does at `now` (ms). */
export type Job = { name: string; cron: string; run(now: number): Promise<unknown> }

/** The first half of each job's advisory lock; the second is made from its name. */
const lockSpace = 7_240_002

/** Runs each job at its times, one replica at a time, never over itself. A failing job is told once, and once healed. */
export function startSchedule(jobs: readonly Job[], parts: { sql: Database; log: Log; now(): number }) {
  const failing = new Set<string>()
  const running = new Set<Promise<void>>()

  async function run(job: Job): Promise<void> {
    try {
      await alone(parts.sql, job.name, () => job.run(parts.now()))
      if (failing.delete(job.name)) parts.log.info({ job: job.name }, 'a scheduled job works again')
    } catch (failure) {
      if (failing.has(job.name)) return
      failing.add(job.name)
      parts.log.error({ job: job.name, failure: String(failure) }, 'a scheduled job fails')
    }
  }

  const tasks = jobs.map(job =>
    cron.schedule(
      job.cron,
      () => {
        const turn = run(job)
        running.add(turn)
        return turn.finally(() => running.delete(turn))
      },
      { name: job.name, timezone: 'UTC', noOverlap: true },
    ),
  )

  return {
    /** Names of the jobs that failed at their last turn. */
    failing: () => [...failing],
    async stop(): Promise<void> {
      await Promise.all(tasks.map(task => task.destroy()))
      await Promise.all(running)
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
