import { Gauge, type Registry } from 'prom-client'
import { type ExpectationOf, judgePresence, purgePresence } from './devices/presence-actions.ts'
import { countPresence } from './devices/queries.ts'
import { purgeEnrolment } from './enrolment/purge-actions.ts'
import type { Database } from './platform/database.ts'
import type { Nudges } from './platform/nudges.ts'
import { purgeQuarantine } from './platform/quarantine.ts'
import type { Job } from './platform/schedule.ts'
import { makePartitions, purgeTelemetry } from './telemetry/partition-actions.ts'
import { rollUpHours } from './telemetry/roll-up-actions.ts'

type Parts = { sql: Database; nudges: Nudges; registry: Registry; expectationOf: ExpectationOf }

/** Every scheduled job: name, when (seconds first, UTC), what. */
export function jobsOf({ sql, nudges, registry, expectationOf }: Parts): Job[] {
  const byPresence = new Gauge({
    name: 'setwacht_sets_by_presence',
    help: 'Live devices by presence, as of the last quarter of a minute',
    labelNames: ['presence'],
    registers: [registry],
  })
  return [
    {
      name: 'judge presence',
      cron: '*/5 * * * * *',
      run: async now => nudges.add('presence', await judgePresence(sql, now, expectationOf)),
    },
    {
      name: 'count presence',
      cron: '*/15 * * * * *',
      async run() {
        byPresence.reset()
        for (const { presence, devices } of await countPresence(sql)) byPresence.set({ presence }, devices)
      },
    },
    { name: 'make partitions', cron: '0 7 * * * *', run: now => makePartitions(sql, now) },
    { name: 'roll up hours', cron: '30 */10 * * * *', run: now => rollUpHours(sql, now) },
    { name: 'purge telemetry', cron: '0 20 2 * * *', run: now => purgeTelemetry(sql, now) },
    { name: 'purge presence', cron: '0 22 2 * * *', run: now => purgePresence(sql, now) },
    { name: 'purge enrolment', cron: '0 23 2 * * *', run: now => purgeEnrolment(sql, now) },
    { name: 'purge quarantine', cron: '0 25 2 * * *', run: now => purgeQuarantine(sql, now) },
  ]
}
