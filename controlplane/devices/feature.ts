import { Gauge, type Registry } from 'prom-client'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { deviceApi } from './api.ts'
import { type ExpectationOf, judgePresence, purgePresence } from './presence/actions.ts'
import { countPresence } from './queries.ts'
import { heardBy, noteKeptOut, presenceReceivers } from './receivers/actions.ts'
import { deviceRoutes } from './routes.ts'

type ForJobs = {
  owner: Database
  sql: Database
  nudges: Nudges
  registry: Registry
  lessons: { expectationOf: ExpectationOf }
}

const acts = [
  'devices_registered',
  'device_asked',
  'device_accepted',
  'device_returned',
  'device_revoked',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    devices: typeof acts
  }
}

export const devices = {
  api: deviceApi,
  acts,
  routes: [deviceRoutes],
  heard: heardBy,
  keptOut: noteKeptOut,
  receivers: presenceReceivers,
  jobs: ({ owner, sql, nudges, registry, lessons }: ForJobs): Job[] => [
    {
      name: 'judge presence',
      cron: '*/5 * * * * *',
      run: async now => nudges.tell({ presence: await judgePresence(sql, now, lessons.expectationOf) }),
    },
    { name: 'count presence', cron: '*/15 * * * * *', run: presenceCounter(sql, registry) },
    { name: 'purge presence', cron: '0 22 2 * * *', run: now => purgePresence(owner, now) },
  ],
}

function presenceCounter(sql: Database, registry: Registry): () => Promise<void> {
  const byPresence = new Gauge({
    name: 'setwacht_sets_by_presence',
    help: 'Live devices by presence, as of the last quarter of a minute',
    labelNames: ['presence'],
    registers: [registry],
  })
  return async () => {
    byPresence.reset()
    for (const { presence, devices: count } of await countPresence(sql)) byPresence.set({ presence }, count)
  }
}
