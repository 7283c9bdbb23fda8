import { contactApi } from './api.ts'
import { placeImportApi } from './place-import/api.ts'
import { placeImportRoutes } from './place-import/routes.ts'
import { contactRoutes } from './routes.ts'

const acts = [
  'contact_added',
  'contact_changed',
  'contact_removed',
  'locations_imported',
  'locations_exported',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    contacts: typeof acts
  }
}

export const contacts = {
  api: { ...contactApi, ...placeImportApi },
  acts,
  routes: [contactRoutes, placeImportRoutes],
}
