import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { enrolmentApi } from './api.ts'
import { purgeEnrolment } from './purge/actions.ts'
import { renewalReceivers } from './receivers/actions.ts'
import { enrolmentRoutes } from './routes.ts'

const acts = ['code_issued', 'code_revoked'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    enrolment: typeof acts
  }
}

export const enrolment = {
  api: enrolmentApi,
  acts,
  routes: [enrolmentRoutes],
  receivers: renewalReceivers,
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge enrolment', cron: '0 23 2 * * *', run: now => purgeEnrolment(owner, now) },
  ],
}
