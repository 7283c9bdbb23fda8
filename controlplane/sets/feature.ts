import { setApi } from './api.ts'
import { setRoutes } from './routes.ts'

export const sets = { api: setApi, routes: [setRoutes] }
