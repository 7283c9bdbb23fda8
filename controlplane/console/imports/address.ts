export const importKinds = ['locations', 'trajectories', 'timetables'] as const
export type ImportKind = (typeof importKinds)[number]

/** Which list: locations when the address does not say. */
export type ImportAddress = { kind?: ImportKind }

export function parseImportAddress(search: Record<string, unknown>): ImportAddress {
  const kind = importKinds.find(kind => kind === search.kind)
  return kind ? { kind } : {}
}
