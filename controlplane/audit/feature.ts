import type { Log } from '../platform/log.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { anchorChain } from './anchor/actions.ts'
import { auditApi } from './api.ts'
import { auditRoutes } from './routes.ts'

/** `auditAnchor`: where the head of the log is kept, besides the log of the server. */
type ForJobs = { owner: Database; auditAnchor: string | undefined; log: Log }

const acts = ['audit_exported'] as const

export const audit = {
  api: auditApi,
  acts,
  routes: [auditRoutes],
  jobs: ({ owner, auditAnchor, log }: ForJobs): Job[] => [
    {
      name: 'anchor audit log',
      cron: '0 10 1 * * *',
      atStart: true,
      run: anchorChain(owner, { target: auditAnchor, log }),
    },
  ],
}
