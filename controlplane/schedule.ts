import type { Registry } from 'prom-client'
import { bringing } from './bringing.ts'
import type { PassedAt } from './integration/heartbeat/rules.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import { purgeAsks } from './platform/broker/asks.ts'
import { purgeRateCounts } from './platform/http/rate-store.ts'
import { purgeQuarantine } from './platform/intake/quarantine.ts'
import type { PersonalData } from './platform/keys/personal-data.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database } from './platform/postgres/database.ts'
import type { Reach } from './platform/reach/reach.ts'
import type { Job } from './platform/schedule.ts'
import type { JudgeLoop } from './signals/judge/live.ts'

type Parts = {
  /** Makes and drops partitions, and forgets what is old. */
  owner: Database
  sql: Database
  /** As the role of the console: for what depends on who works here. */
  console: Database
  personal: PersonalData
  nudges: Nudges
  judge: Pick<JudgeLoop, 'tick'>
  registry: Registry
  lessons: LessonClock
  reach: Reach
  /** What of our own work fails, a code each. */
  troubles(): Promise<string[]>
  /** When each part last passed its own work. */
  passed(): Promise<PassedAt>
  log: Log
  /** The times since the last call in which our STUN responder did not answer. */
  takeSilences(): { from: number; until: number }[]
  /** Where the head of the audit log is kept, besides the log of the server. */
  auditAnchor: string | undefined
}

/** Every scheduled job: those of the features, and what the platform forgets. Cron lines in UTC, seconds first. */
export function jobsOf(parts: Parts): Job[] {
  const { owner } = parts
  const ofFeatures = bringing('jobs').flatMap(({ jobs }) => jobs(parts))
  return [
    // First what each replica reads for itself, so that what follows judges by what holds at this time.
    ...ofFeatures.filter(({ onEveryReplica }) => onEveryReplica),
    ...ofFeatures.filter(({ onEveryReplica }) => !onEveryReplica),
    { name: 'purge questions', cron: '0 11 * * * *', run: now => purgeAsks(owner, now) },
    { name: 'purge rate counts', cron: '0 */10 * * * *', run: () => purgeRateCounts(owner) },
    { name: 'purge quarantine', cron: '0 25 2 * * *', run: now => purgeQuarantine(owner, now) },
  ]
}
