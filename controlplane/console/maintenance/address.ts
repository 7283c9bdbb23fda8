import { type MaintenanceScope, maintenanceScopes } from '../../signals/maintenance/rules.ts'

/** What maintenance is to be planned for: the form begins with it. */
export type MaintenanceAddress = { kind?: MaintenanceScope; of?: string }

export function parseMaintenanceAddress(search: Record<string, unknown>): MaintenanceAddress {
  const kind = maintenanceScopes.find(each => each === search.kind)
  const { of } = search
  const isCode = typeof of === 'string' && /^[A-Z0-9-]{2,32}$/.test(of)
  return kind !== undefined && isCode ? { kind, of } : {}
}
