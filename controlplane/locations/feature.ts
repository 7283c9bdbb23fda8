import { resealAddresses } from './address/actions.ts'
import { addressApi } from './address/api.ts'
import { countSealedAddresses } from './address/queries.ts'
import { addressRoutes } from './address/routes.ts'
import { locationApi } from './api.ts'
import { locationRoutes } from './routes.ts'

export const locations = {
  api: { ...locationApi, ...addressApi },
  routes: [locationRoutes, addressRoutes],
  personalRecords: [{ name: 'addresses of homes', count: countSealedAddresses, reseal: resealAddresses }],
}
