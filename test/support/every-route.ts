import { contracts } from '../../controlplane/contracts.ts'
import type { Contract } from '../../controlplane/platform/http/api.ts'
import { healthApi } from '../../controlplane/platform/http/health-api.ts'
import type { Asked, RightRequest } from './every-route-asked.ts'
import { choices } from './every-route-choices.ts'
import { addedAt } from './every-route-objects.ts'
import { sendTo } from './every-route-send.ts'
import { objects } from './features.ts'
import { rightValue, type Schema } from './right-value.ts'

/** Every route of the console's door, by method and address. */
export const everyRoute: Record<string, Contract> = { ...healthApi, ...contracts }
export const reads = Object.keys(everyRoute).filter(key => key.startsWith('GET '))
export const changes = Object.keys(everyRoute).filter(key => !key.startsWith('GET '))

/** A right request for a route, made of its schemas but for what must be chosen. */
export async function rightRequest(key: string, asked: Asked): Promise<RightRequest> {
  const { params, query, body } = everyRoute[key]!
  const made: RightRequest = {
    ...(params && { params: await paramsOf(key, params as Schema, asked) }),
    ...(query && { query: rightValue(query as Schema) as Record<string, string> }),
    ...(body && { body: rightValue(body as Schema) }),
  }
  const choice = await choices[key]?.(asked)
  return choice === undefined ? made : (placeIn(made, choice) as RightRequest)
}

/** Whether the address names an object that may be somebody's, or missing. */
export function namesObject(key: string): boolean {
  return parametersOf(key).some(parameter => findOf(parameter) !== undefined)
}

type Parameter = { name: string; collection: string }

/** The parameters of an address, each with what stands before it. */
function parametersOf(key: string): Parameter[] {
  const address = key.slice(key.indexOf(' ') + 1)
  return [...address.matchAll(/\/:(\w+)/g)].map(({ 1: name, index }) => ({
    name: name!,
    collection: address.slice(0, index),
  }))
}

async function paramsOf(
  key: string,
  { properties = {} }: Schema,
  asked: Asked,
): Promise<Record<string, string>> {
  const params: Record<string, string> = {}
  for (const parameter of parametersOf(key)) {
    const { name } = parameter
    params[name] = (await findOf(parameter)?.(asked)) ?? String(rightValue(properties[name]!))
  }
  return params
}

/** How an object is come by: it is known, or it is added, whose answer names it. */
function findOf({ name, collection }: Parameter) {
  const word = collection.slice(collection.lastIndexOf('/') + 1)
  if (objects[word]) return objects[word]
  const addingOf = addedAt[word] ?? (() => `POST ${collection}`)
  const { properties = {} } = (everyRoute[addingOf('others')]?.answer ?? {}) as Schema
  return name in properties ? (asked: Asked) => add(addingOf(asked.whose), name, asked) : undefined
}

/** @throws when the right request is refused. Returns undefined for what should be missing. */
async function add(key: string, name: string, asked: Asked): Promise<string | undefined> {
  if (asked.whose === 'missing') return undefined
  const answer = await sendTo(key, asked.ground.everybody, await rightRequest(key, asked))
  if (!answer.ok) throw new Error(`${key} was refused: ${await answer.text()}`)
  return ((await answer.json()) as Record<string, string>)[name]
}

function placeIn(made: unknown, choice: unknown): unknown {
  if (!isFields(made) || !isFields(choice)) return choice
  const placed = Object.entries(choice).map(([name, value]) => [name, placeIn(made[name], value)])
  return { ...made, ...Object.fromEntries(placed) }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
