import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { refreshListed } from './listed/actions.ts'
import { nudgeApi } from './nudge/api.ts'
import { nudgeRoutes } from './nudge/routes.ts'
import { setPagesApi, trajectoryPagesApi } from './pages-api.ts'
import { setPagesRoutes } from './routes.ts'
import { trajectoryPagesRoutes } from './trajectories/routes.ts'

export const overview = {
  api: { ...setPagesApi, ...trajectoryPagesApi, ...nudgeApi },
  routes: [setPagesRoutes, trajectoryPagesRoutes, nudgeRoutes],
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'list sets', cron: '*/15 * * * * *', run: () => refreshListed(owner) },
  ],
}
