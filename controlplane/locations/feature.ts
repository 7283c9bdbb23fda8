import { addressApi } from './address/api.ts'
import { addressRoutes } from './address/routes.ts'
import { locationApi } from './api.ts'
import { locationRoutes } from './routes.ts'

const acts = ['locations_registered', 'location_changed', 'address_changed'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    locations: typeof acts
  }
}

export const locations = {
  api: { ...locationApi, ...addressApi },
  acts,
  routes: [locationRoutes, addressRoutes],
}
