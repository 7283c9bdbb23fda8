/** What the address of a page says in these words; anything longer than a person would type falls away. */
const longest = 100

export function wordsOf<Name extends string>(
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

/** Reads an address, and lets fall what it does not know: the router keeps what nobody names. */
export function reading<Address extends object>(parse: (search: Record<string, unknown>) => Address) {
  return (search: Record<string, unknown>): Address => {
    const unknown = Object.fromEntries(Object.keys(search).map(name => [name, undefined]))
    return { ...(unknown as object), ...parse(search) }
  }
}
