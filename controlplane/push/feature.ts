import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { pushApi } from './api.ts'
import { pushRoutes } from './routes.ts'
import { purgePushes } from './send/actions.ts'
import { pushWork } from './send/live.ts'
import { purgeSubscriptions } from './subscription/actions.ts'

const acts = ['push_on', 'push_off', 'push_tested'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    push: typeof acts
  }
}

export const push = {
  api: pushApi,
  acts,
  routes: [pushRoutes],
  work: pushWork,
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge pushes', cron: '0 31 2 * * *', run: now => purgePushes(owner, now) },
    { name: 'purge push subscriptions', cron: '10 31 2 * * *', run: now => purgeSubscriptions(owner, now) },
  ],
}
