import { trajectoryApi } from './api.ts'
import { resealChildren } from './child/actions.ts'
import { trajectoryImportApi } from './import/api.ts'
import { trajectoryImportRoutes } from './import/routes.ts'
import { countSealedChildren } from './queries.ts'
import { trajectoryRoutes } from './routes.ts'

export const trajectories = {
  api: { ...trajectoryApi, ...trajectoryImportApi },
  routes: [trajectoryRoutes, trajectoryImportRoutes],
  personalRecords: [{ name: 'children', count: countSealedChildren, reseal: resealChildren }],
}
