import { setApi } from './api.ts'
import { setRoutes } from './routes.ts'

const acts = ['sets_registered', 'sets_exported', 'components_changed'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    sets: typeof acts
  }
}

export const sets = { api: setApi, acts, routes: [setRoutes] }
