import { calendarApi } from './api.ts'
import { calendarRoutes } from './routes.ts'

const acts = ['closed_day_set', 'closed_day_removed'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    calendar: typeof acts
  }
}

export const calendar = { api: calendarApi, acts, routes: [calendarRoutes] }
