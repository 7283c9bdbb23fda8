import { dutyApi } from './api.ts'
import { dutyRoutes } from './routes.ts'

export const duty = { api: dutyApi, routes: [dutyRoutes] }
