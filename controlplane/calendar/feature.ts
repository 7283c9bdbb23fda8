import { calendarApi } from './api.ts'
import { calendarRoutes } from './routes.ts'

export const calendar = { api: calendarApi, routes: [calendarRoutes] }
