import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Reach } from '../platform/reach/reach.ts'
import type { Job } from '../platform/schedule.ts'
import { takeUpDeliveries } from './delivery/actions.ts'
import { webhookWork } from './delivery/live.ts'
import { sendHeartbeat } from './heartbeat/actions.ts'
import { heartbeatApi } from './heartbeat/api.ts'
import { heartbeatRoutes } from './heartbeat/routes.ts'
import type { PassedAt } from './heartbeat/rules.ts'
import { purgeLinks } from './purge/actions.ts'
import { tokenApi } from './token/api.ts'
import { tokenRoutes } from './token/routes.ts'
import { webhookApi } from './webhook/api.ts'
import { webhookRoutes } from './webhook/routes.ts'

const acts = [
  'webhook_changed',
  'webhook_secret_rotated',
  'webhook_tested',
  'webhook_retried',
  'api_token_made',
  'api_token_revoked',
  'heartbeat_changed',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    integration: typeof acts
  }
}

type ForJobs = {
  owner: Database
  personal: PersonalData
  reach: Reach
  nudges: Pick<Nudges, 'tell'>
  passed(): Promise<PassedAt>
}

export const integration = {
  api: { ...webhookApi, ...tokenApi, ...heartbeatApi },
  acts,
  routes: [webhookRoutes, tokenRoutes, heartbeatRoutes],
  work: webhookWork,
  jobs: ({ owner, personal, reach, nudges, passed }: ForJobs): Job[] => [
    { name: 'retry webhook', cron: '*/10 * * * * *', run: now => takeUpDeliveries(owner, now) },
    // After the others of that minute have begun, so that it says how they went.
    {
      name: 'heartbeat',
      cron: '20 * * * * *',
      run: now => sendHeartbeat({ sql: owner, personal, reach, nudges, passed }, now),
    },
    { name: 'purge links to other systems', cron: '0 27 2 * * *', run: now => purgeLinks(owner, now) },
  ],
}
