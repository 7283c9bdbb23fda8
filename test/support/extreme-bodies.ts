import { type UpwardKind, upward } from '../../protocol/messages.ts'
import { readingNames } from '../../protocol/report.ts'

type Schema = {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  properties?: Record<string, Schema>
  items?: Schema | readonly Schema[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  maxLength?: number
  minLength?: number
  maxItems?: number
  pattern?: string
}
type Place = readonly (string | number)[]

/** A body of a kind in which one place says something extreme; `at` names the place. */
export type ExtremeBody = { at: string; body: unknown }

const texts = (length: number) => [
  '\0',
  '\ud800',
  '\udfff',
  'a\0b',
  '\uffff',
  '🎒'.repeat(length / 2),
  'é'.repeat(length),
]
const numbers = [1e-300, 1e-46, 5e-324, -5e-324, 1e-40, -0, 1e39, 1e300, 2 ** 31, 2 ** 53, 2 ** 63, -1, 0.5]

/** For every place in the body of this kind: the ends of what its schema allows, and what no database can hold. */
export function extremeBodies(kind: UpwardKind): ExtremeBody[] {
  const schema = upward[kind].body as Schema
  const plain = plainOf(schema)
  return placesOf(schema, []).flatMap(([place, leaf]) =>
    extremesOf(leaf).map(value => ({ at: `${kind} /${place.join('/')}`, body: put(plain, place, value) })),
  )
}

function extremesOf(leaf: Schema): unknown[] {
  if (leaf.anyOf) return [null, ...leaf.anyOf.flatMap(extremesOf)]
  if (leaf.enum) return [...leaf.enum]
  if (leaf.const !== undefined) return [leaf.const]
  if (leaf.type === 'boolean') return [true, false, null]
  if (leaf.type === 'string') return texts(Math.min(leaf.maxLength ?? 40, 64))
  const { minimum = 0, maximum = 0, exclusiveMinimum = 0 } = leaf
  return [minimum, maximum, exclusiveMinimum, ...numbers]
}

/** Every place that holds no further places. */
function placesOf(schema: Schema, at: Place): [Place, Schema][] {
  const inner = schema.anyOf?.find(one => one.properties ?? one.items) ?? schema
  if (inner.properties) {
    return Object.entries(inner.properties).flatMap(([name, one]) => placesOf(one, [...at, name]))
  }
  if (Array.isArray(inner.items)) {
    return inner.items.flatMap((one: Schema, index: number) => placesOf(one, [...at, index]))
  }
  return inner.items ? placesOf(inner.items as Schema, [...at, 0]) : [[at, schema]]
}

/** Something that fits the schema. */
function plainOf(schema: Schema): unknown {
  const [first] = schema.anyOf ?? []
  if (first) return plainOf(first)
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, plainOf(one)]))
  }
  if (Array.isArray(schema.items)) return schema.items.map(plainOf)
  if (schema.type === 'array') return []
  if (schema.type === 'boolean') return true
  if (schema.type === 'string') return plainText(schema)
  return Math.max(1, schema.minimum ?? 0)
}

function plainText({ pattern, minLength = 0 }: Schema): string {
  return pattern ? '018f3e2a-1111-7abc-8def-0123456789ab' : 'x'.repeat(minLength)
}

function put(body: unknown, [name, ...rest]: Place, value: unknown): unknown {
  if (name === undefined) return value
  if (Array.isArray(body)) {
    const copy = [...body]
    copy[name as number] = put(copy[name as number], rest, value)
    return copy
  }
  return { ...(body as object), [name]: put((body as Record<string, unknown>)?.[name], rest, value) }
}

/** What stood in for all of it: one number and one text that PostgreSQL refuses. */
export const tinyReading = { seconds: 60, flags: 0, readings: { [readingNames[0] as string]: 1e-300 } }
export const textWithNul = {
  facts: { versions: { agent: '1\0', runtime: '1', system: null, protocol: 1 } },
}
