/** What the address of a page says in these words; anything longer than a person would type falls away. */
const longest = 100

function wordsOf<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {}
  for (const name of names) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') found[name] = value.slice(0, longest)
  }
  return found
}

export const parsePeopleAddress = (search: Record<string, unknown>) => wordsOf(search, ['q', 'account'])
export const parseDevicesAddress = (search: Record<string, unknown>) => wordsOf(search, ['q', 'concern'])
export const parseDutyAddress = (search: Record<string, unknown>) => wordsOf(search, ['from'])

const auditNames = ['of', 'who', 'what', 'from', 'until', 'q'] as const
export const parseAuditAddress = (search: Record<string, unknown>) => wordsOf(search, auditNames)

export type DevicesAddress = ReturnType<typeof parseDevicesAddress>
export type AuditAddress = ReturnType<typeof parseAuditAddress>
