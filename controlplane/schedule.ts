import { Gauge, type Registry } from 'prom-client'
import { anchorChain } from './audit/anchor/actions.ts'
import { judgePresence, purgePresence } from './devices/presence/actions.ts'
import { countPresence } from './devices/queries.ts'
import { purgeEnrolment } from './enrolment/purge/actions.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import { renewWindows } from './lessons/window/actions.ts'
import { refreshListed } from './overview/listed/actions.ts'
import { purgeSignIns } from './people/sign-in/actions.ts'
import { purgeAsks } from './platform/broker/asks.ts'
import { purgeRateCounts } from './platform/http/rate-store.ts'
import { purgeQuarantine } from './platform/intake/quarantine.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database } from './platform/postgres/database.ts'
import type { Job } from './platform/schedule.ts'
import { makePartitions, purgeTelemetry } from './telemetry/partition/actions.ts'
import { rollUpHours } from './telemetry/roll-up/actions.ts'

type Parts = {
  /** Makes and drops partitions, and forgets what is old. */
  owner: Database
  sql: Database
  nudges: Nudges
  registry: Registry
  lessons: Pick<LessonClock, 'refresh' | 'expectationOf'>
  log: Log
  /** Where the head of the audit log is kept, besides the log of the server. */
  auditAnchor: string | undefined
}

/** Every scheduled job: name, when (seconds first, UTC), what. */
export function jobsOf({ owner, sql, nudges, registry, lessons, log, auditAnchor }: Parts): Job[] {
  const byPresence = new Gauge({
    name: 'setwacht_sets_by_presence',
    help: 'Live devices by presence, as of the last quarter of a minute',
    labelNames: ['presence'],
    registers: [registry],
  })
  return [
    // First, so that what comes after judges by what holds at this time.
    { name: 'read lessons', cron: '*/5 * * * * *', onEveryReplica: true, run: () => lessons.refresh() },
    {
      name: 'judge presence',
      cron: '*/5 * * * * *',
      run: async now => nudges.tell({ presence: await judgePresence(sql, now, lessons.expectationOf) }),
    },
    {
      name: 'count presence',
      cron: '*/15 * * * * *',
      async run() {
        byPresence.reset()
        for (const { presence, devices } of await countPresence(sql)) byPresence.set({ presence }, devices)
      },
    },
    {
      name: 'renew lessons of sets',
      cron: '0 10 3 * * *',
      atStart: true,
      run: now => renewWindows(sql, 'all', now),
    },
    { name: 'list sets', cron: '*/15 * * * * *', run: () => refreshListed(owner) },
    { name: 'make partitions', cron: '0 7 * * * *', run: now => makePartitions(owner, now) },
    { name: 'roll up hours', cron: '30 */10 * * * *', run: now => rollUpHours(sql, now) },
    { name: 'purge telemetry', cron: '0 20 2 * * *', run: now => purgeTelemetry(owner, now) },
    { name: 'purge presence', cron: '0 22 2 * * *', run: now => purgePresence(owner, now) },
    { name: 'purge enrolment', cron: '0 23 2 * * *', run: now => purgeEnrolment(owner, now) },
    {
      name: 'anchor audit log',
      cron: '0 10 1 * * *',
      atStart: true,
      run: anchorChain(owner, { target: auditAnchor, log }),
    },
    { name: 'purge sign-ins', cron: '0 24 2 * * *', run: now => purgeSignIns(owner, now) },
    { name: 'purge questions', cron: '0 11 * * * *', run: now => purgeAsks(owner, now) },
    { name: 'purge rate counts', cron: '0 */10 * * * *', run: () => purgeRateCounts(owner) },
    { name: 'purge quarantine', cron: '0 25 2 * * *', run: now => purgeQuarantine(owner, now) },
  ]
}
