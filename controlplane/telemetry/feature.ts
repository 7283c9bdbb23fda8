import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { makePartitions, purgeTelemetry } from './partition/actions.ts'
import { factsAtHello, telemetryReceivers } from './receivers/actions.ts'
import { rollUpHours } from './roll-up/actions.ts'

export const telemetry = {
  receivers: () => telemetryReceivers,
  atHello: () => factsAtHello,
  jobs: ({ owner, sql }: { owner: Database; sql: Database }): Job[] => [
    { name: 'make partitions', cron: '0 7 * * * *', run: now => makePartitions(owner, now) },
    { name: 'roll up hours', cron: '30 */10 * * * *', run: now => rollUpHours(sql, now) },
    { name: 'purge telemetry', cron: '0 20 2 * * *', run: now => purgeTelemetry(owner, now) },
  ],
}
