import { resealContacts } from './actions.ts'
import { contactApi } from './api.ts'
import { placeImportApi } from './place-import/api.ts'
import { placeImportRoutes } from './place-import/routes.ts'
import { countSealedContacts } from './queries.ts'
import { contactRoutes } from './routes.ts'

export const contacts = {
  api: { ...contactApi, ...placeImportApi },
  routes: [contactRoutes, placeImportRoutes],
  personalRecords: [{ name: 'contacts', count: countSealedContacts, reseal: resealContacts }],
}
