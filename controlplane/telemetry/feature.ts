import type { Log } from '../platform/log.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { judgeLine, recordOutages } from './line/actions.ts'
import type { Outage } from './line/rules.ts'
import { makePartitions, purgeTelemetry } from './partition/actions.ts'
import { factsAtHello, telemetryReceivers } from './receivers/actions.ts'
import { rollUpHours } from './roll-up/actions.ts'

type JobParts = {
  owner: Database
  sql: Database
  log: Log
  /** The times since the last call in which our STUN responder did not answer. */
  takeSilences(): Outage[]
}

export const telemetry = {
  receivers: () => telemetryReceivers,
  atHello: () => factsAtHello,
  jobs: ({ owner, sql, log, takeSilences }: JobParts): Job[] => [
    {
      name: 'write down silence',
      cron: '*/10 * * * * *',
      onEveryReplica: true,
      run: () => recordOutages(sql, 'responder_silent', takeSilences()),
    },
    { name: 'judge the line', cron: '10 * * * * *', run: now => judgeLine(sql, log, now) },
    { name: 'make partitions', cron: '0 7 * * * *', run: now => makePartitions(owner, now) },
    { name: 'roll up hours', cron: '30 */10 * * * *', run: now => rollUpHours(sql, now) },
    { name: 'purge telemetry', cron: '0 20 2 * * *', run: now => purgeTelemetry(owner, now) },
  ],
}
