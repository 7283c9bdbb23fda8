import { deviceIdPattern } from '../../protocol/device-id.ts'
import { newDeviceId } from './registration.ts'

/** As much of a JSON schema as contracts use. */
export type Schema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  pattern?: string
  format?: string
  examples?: unknown[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | Schema[]
}

const dayMs = 86_400_000
/** Where the days lie that are made up: so many from this one on. */
const firstDay = Date.UTC(2030, 0, 1)
const daysMax = 20_000

let made = 0
/** Another number every time, for what must be new. */
export function next(): number {
  made += 1
  return made
}

/** Another day every time, in step with the numbers. */
export function nextDay(): string {
  return new Date(firstDay + (next() % daysMax) * dayMs).toISOString().slice(0, 10)
}

/**
 * What is right by a schema, and where it can be another every time: the first word, the example with a new number at
 * its end, a day that was not named yet. What may be left out is, what may be null is not.
 */
export function rightValue(schema: Schema): unknown {
  const { type, enum: words, anyOf } = schema
  if (words) return words[0]
  if ('const' in schema) return schema.const
  if (anyOf) return rightValue(anyOf.find(one => one.type !== 'null') ?? anyOf[0]!)
  if (type === 'object') return rightObject(schema)
  if (type === 'array') return rightArray(schema)
  if (type === 'integer' || type === 'number') return rightNumber(schema)
  if (type === 'boolean') return false
  return type === 'null' ? null : rightText(schema)
}

function rightObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  return Object.fromEntries(required.map(name => [name, rightValue(properties[name]!)]))
}

/** One item; in a row of fixed length each number is a lesson's length more than the one before. */
function rightArray({ items = [] }: Schema): unknown[] {
  if (!Array.isArray(items)) return [rightValue(items)]
  return items.map((item, place) =>
    item.type === 'integer'
      ? rightNumber({ ...item, minimum: (item.minimum ?? 0) + place * 50 })
      : rightValue(item),
  )
}

/** Without bounds it is a moment, soon. */
function rightNumber({ minimum, maximum = Infinity }: Schema): number {
  return minimum === undefined ? Date.now() + dayMs / 24 : Math.min(minimum, maximum)
}

function rightText({ pattern, format, examples = [], minLength = 0, maxLength = 60 }: Schema): string {
  if (format === 'uuid') return crypto.randomUUID()
  if (format === 'date') return nextDay()
  if (pattern === deviceIdPattern) return newDeviceId()
  if (examples.length > 0) return anotherOf(String(examples[0]), new RegExp(pattern ?? '', 'u'))
  if (pattern !== undefined || format !== undefined)
    throw new Error(`the schema of ${pattern ?? format} should give an example`)
  return `Text ${next()}`.slice(-maxLength).padEnd(minLength, 'x')
}

/** The example with a new number for its last figures, if that is right too. */
function anotherOf(example: string, right: RegExp): string {
  const another = example.replace(/[0-9]+$/, String(100_000 + next()))
  return right.test(another) ? another : example
}
