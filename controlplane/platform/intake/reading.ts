import { Compile } from 'typebox/compile'
import { Envelope } from '../../../protocol/envelope.ts'
import { type FactName, factNames, factSchemas } from '../../../protocol/facts.ts'
import {
  isNumbered,
  type UpwardBody,
  type UpwardKind,
  upward,
  upwardKinds,
} from '../../../protocol/messages.ts'
import { understoodVersions } from '../../../protocol/version.ts'
import type { Arrival, DeviceRef } from '../broker/broker.ts'
import { findUnstorable } from './storable.ts'

/** A message whose envelope could be read. Times are ms since 1970 UTC; `measuredAt` is filled in by the intake. */
export type Message<Kind extends UpwardKind = UpwardKind> = {
  device: DeviceRef
  kind: Kind
  version: number
  epoch: number
  seq: number
  /** The set's own clock, and its time since it started, both ms. */
  at: number
  up: number
  receivedAt: number
  /** Of a last will: for so long nothing had been heard, ms; absent: the connection broke just now. */
  silentMs?: number
  measuredAt: number
  timeUncertain: boolean
  /** The set said as much as it may today: of this no row may stay. Only what is never acknowledged comes so far. */
  isBeyondAllowance?: true
  body: UpwardBody[Kind]
}

/** A message that can be acknowledged and not used. */
export type Broken = Omit<Message, 'body'> & { problem: Problem; payload: string }
export type Problem = { where: string; expected: string }[]

/** `aside`: what of the message cannot be used, though the rest of it can. */
export type Read = { ok: true; message: Message; aside?: Broken } | { ok: false; broken: Broken } | undefined

/** As much of a payload as the longest kind may have is kept of what cannot be used: enough to see what was wrong. */
const keptBytesMax = 8192
const problemsMax = 5
const problemTextMax = 200

const envelope = Compile(Envelope)
const bodies = Object.fromEntries(upwardKinds.map(kind => [kind, Compile(upward[kind].schema)])) as Record<
  UpwardKind,
  ReturnType<typeof Compile>
>
const factChecks = Object.fromEntries(factNames.map(name => [name, Compile(factSchemas[name])])) as Record<
  FactName,
  ReturnType<typeof Compile>
>

/** Reads what a set sent; undefined when not even its number can be told. Never throws. */
export function readArrival({ device, kind, payload, receivedAt, silentMs }: Arrival): Read {
  const value = parseJson(payload)
  if (!envelope.Check(value)) return undefined
  const { v: version, epoch, seq, at, up } = value
  if (isNumbered(kind) && seq === 0) return undefined
  const head = {
    device,
    kind,
    version,
    epoch,
    seq,
    at,
    up,
    receivedAt,
    measuredAt: receivedAt,
    timeUncertain: false,
    ...(silentMs !== undefined && { silentMs }),
  }
  const asMessage = ({ body }: Envelope) => ({ ...head, body: body as UpwardBody[UpwardKind] })
  const problem = problemOf(kind, version, payload, value)
  if (!problem) return { ok: true, message: asMessage(value) }
  const broken = { ...head, problem, payload: beginningOf(payload) }
  const mended = kind === 'hello' ? withoutUnusableFacts(value) : undefined
  return mended && !problemOf(kind, version, payload, mended)
    ? { ok: true, message: asMessage(mended), aside: broken }
    : { ok: false, broken }
}

/** Who says hello is heard whatever its facts are: nothing else of it could be said without. */
function withoutUnusableFacts(value: Envelope): Envelope | undefined {
  const { body } = value
  if (!isRecord(body)) return undefined
  const usable = Object.entries(isRecord(body.facts) ? body.facts : {}).filter(
    ([name, fact]) =>
      Object.hasOwn(factChecks, name) &&
      factChecks[name as FactName].Check(fact) &&
      findUnstorable(fact) === undefined,
  )
  return { ...value, body: { ...body, facts: Object.fromEntries(usable) } }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whether a payload is longer than its kind may be: it is broken, and need not wait as a whole. */
export function isTooLong({ kind, payload }: Pick<Arrival, 'kind' | 'payload'>): boolean {
  const { bytesMax } = upward[kind]
  // A character is one byte at least and three at most: most payloads need no counting.
  return payload.length * 3 > bytesMax && Buffer.byteLength(payload) > bytesMax
}

/** A copy: part of a string keeps the whole of it in memory. */
function beginningOf(payload: string): string {
  return Buffer.from(payload).subarray(0, keptBytesMax).toString()
}

function problemOf(kind: UpwardKind, version: number, payload: string, value: unknown): Problem | undefined {
  const { min, max } = understoodVersions
  if (version < min || version > max) return [{ where: '/v', expected: `a version from ${min} to ${max}` }]
  if (isTooLong({ kind, payload })) return [{ where: '', expected: `at most ${upward[kind].bytesMax} bytes` }]
  if (bodies[kind].Check(value)) {
    const found = findUnstorable(value)
    return found && [{ where: tame(found.where), expected: found.expected }]
  }
  return [...bodies[kind].Errors(value)]
    .slice(0, problemsMax)
    .map(({ instancePath, message }) => ({ where: tame(instancePath), expected: tame(message) }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a set wrote is hostile text: short, and without characters that PostgreSQL cannot hold. */
function tame(text: string): string {
  return text.replaceAll('\0', '').slice(0, problemTextMax).toWellFormed()
}
