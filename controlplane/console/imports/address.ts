import { type ImportKind, importKinds } from '../parts/lists.ts'

/** Which list: locations when the address does not say. */
export type ImportAddress = { kind?: ImportKind }

export function parseImportAddress(search: Record<string, unknown>): ImportAddress {
  const kind = importKinds.find(kind => kind === search.kind)
  return kind ? { kind } : {}
}
