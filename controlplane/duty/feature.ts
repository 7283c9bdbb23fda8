import { dutyApi } from './api.ts'
import { dutyRoutes } from './routes.ts'

const acts = ['duty_added', 'duty_removed', 'duty_taken_over', 'duty_given_back'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    duty: typeof acts
  }
}

export const duty = { api: dutyApi, acts, routes: [dutyRoutes] }
