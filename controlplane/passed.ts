import type { PassedAt } from './integration/heartbeat/rules.ts'
import { findStuckMails } from './mail/queries.ts'
import type { Database } from './platform/postgres/database.ts'

/** When a part last passed its own work (ms since 1970 UTC); null: it does not. */
type Ask = () => number | null | Promise<number | null>
type Parts = {
  /** As the role of the console. */
  sql: Database
  judge: { passedAt(): number | null }
  intake: { failingSince(): number | undefined }
  schedule: { failing(): string[] }
  now(): number
}

/** What must work for us to say that all is well: a line each. One that cannot be asked has not passed. */
export function openPassed({ sql, judge, intake, schedule, now }: Parts): () => Promise<PassedAt> {
  const asks: Record<string, Ask> = {
    judge: judge.passedAt,
    intake: () => (intake.failingSince() === undefined ? now() : null),
    schedule: () => (schedule.failing().length === 0 ? now() : null),
    // A receiver that puts one mail off holds up no other.
    mail: async () => {
      const stuck = await findStuckMails(sql, now())
      return stuck.every(({ lastFailure }) => lastFailure === 'put_off') ? now() : null
    },
  }
  return async () => {
    const answers = Object.entries(asks).map(async ([name, ask]) => {
      const at = await Promise.try(ask).catch(() => null)
      return [name, at] as const
    })
    return Object.fromEntries(await Promise.all(answers))
  }
}
