import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { mailApi } from './api.ts'
import { purgeMails } from './queue/actions.ts'
import { mailRoutes } from './routes.ts'
import { mailWork } from './send/live.ts'

const acts = ['answer_link_sent', 'mail_tested'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    mail: typeof acts
  }
}

export const mail = {
  api: mailApi,
  acts,
  routes: [mailRoutes],
  work: mailWork,
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge mails', cron: '0 29 2 * * *', run: now => purgeMails(owner, now) },
  ],
}
