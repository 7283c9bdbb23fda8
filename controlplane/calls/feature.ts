import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { recountCalls } from './interval/actions.ts'
import { purgeCalls } from './purge/actions.ts'

export const calls = {
  jobs: ({ owner, sql }: { owner: Database; sql: Database }): Job[] => [
    { name: 'count calls', cron: '40 * * * * *', run: now => recountCalls(sql, now) },
    { name: 'purge calls', cron: '0 27 2 * * *', run: now => purgeCalls(owner, now) },
  ],
}
