import { isNumbered, type UpwardKind } from '../../../protocol/messages.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import type { Inbound, Reaction } from './contract.ts'
import { correctedTime } from './corrected-time.ts'
import { recordBroken } from './quarantine.ts'
import type { Broken, Message } from './reading.ts'
import { type Claim, claimNumbers } from './stored-ranges.ts'

type Parts = { sql: Database; inbound: Inbound }
export type Stored = { messages: Message[]; broken: Broken[]; reactions: Reaction[] }

/** When so many sets at once send what cannot be stored, the fault is ours: nothing is put aside. */
const devicesAtFaultMax = 10

/**
 * Stores a batch in one transaction. A message that the database refuses for what it holds is put aside, found by
 * halving; any other failure is thrown, and then nothing of the batch counts as stored.
 */
export async function storeBatch(parts: Parts, messages: Message[], broken: Broken[]): Promise<Stored> {
  if (messages.length + broken.length === 0) return { messages, broken, reactions: [] }
  try {
    const reactions = await parts.sql.begin(tx => storeAll(tx, parts.inbound, messages, broken))
    return { messages, broken, reactions }
  } catch (failure) {
    if (!isAboutContent(failure) || messages.length === 0) throw failure
    const refused = await findRefused(parts, messages)
    if (new Set(refused.map(({ message }) => message.device.no)).size >= devicesAtFaultMax) throw failure
    if (refused.length === 0) throw failure
    const put = new Set(refused.map(({ message }) => message))
    return storeBatch(
      parts,
      messages.filter(message => !put.has(message)),
      [...broken, ...refused.map(asBroken)],
    )
  }
}

async function storeAll(
  tx: Transaction,
  inbound: Inbound,
  messages: Message[],
  broken: Broken[],
): Promise<Reaction[]> {
  const numbered = [...messages, ...broken].filter(({ kind }) => isNumbered(kind))
  // Neither needs the other: sent together, they cost one way to the database and back.
  const [reactions, known] = await Promise.all([
    inbound.heard(tx, [...messages, ...broken]),
    claim(tx, numbered),
  ])
  for (const kind of Object.keys(inbound.receivers) as UpwardKind[]) {
    const ofKind = messages.filter(message => message.kind === kind && !known.has(message))
    // Each receiver takes the messages of its own kind; the compiler cannot follow that through a loop.
    if (ofKind.length > 0) reactions.push(...(await inbound.receivers[kind](tx, ofKind as never)))
  }
  await recordBroken(
    tx,
    broken.filter(message => !known.has(message)),
  )
  return reactions
}

/** Marks the numbers of the batch as stored, puts the corrected time on its messages, and tells which were known. */
async function claim(tx: Transaction, numbered: (Message | Broken)[]): Promise<Set<Message | Broken>> {
  if (numbered.length === 0) return new Set()
  const known = new Set<Message | Broken>()
  const claims = await claimNumbers(tx, numbered)
  for (const [index, message] of numbered.entries()) {
    const { clock, isKnown } = claims[index] as Claim
    if (isKnown) known.add(message)
    if (clock === undefined) continue
    const { measuredAt, uncertain } = correctedTime(message, clock, clock.presentOffsetMs)
    message.measuredAt = measuredAt
    message.timeUncertain = uncertain
  }
  return known
}

type Refused = { message: Message; failure: unknown }

/** Halves until each message that the database refuses is alone. Every try is rolled back: it only finds. */
async function findRefused(parts: Parts, messages: Message[]): Promise<Refused[]> {
  const failure = await tryOut(parts, messages)
  if (failure === undefined) return []
  if (!isAboutContent(failure)) throw failure
  if (messages.length === 1) return messages.map(message => ({ message, failure }))
  const middle = messages.length >> 1
  return [
    ...(await findRefused(parts, messages.slice(0, middle))),
    ...(await findRefused(parts, messages.slice(middle))),
  ]
}

const rollback = Symbol('rollback')

async function tryOut({ sql, inbound }: Parts, messages: Message[]): Promise<unknown> {
  try {
    await sql.begin(async tx => {
      await storeAll(tx, inbound, messages, [])
      throw rollback
    })
  } catch (failure) {
    return failure === rollback ? undefined : failure
  }
}

/** Class 22, or class 23 that names a constraint or column (23514 without one is a missing partition). */
function isAboutContent(failure: unknown): boolean {
  const { code, constraint_name, column_name } = failure as {
    code?: string
    constraint_name?: string
    column_name?: string
  }
  if (typeof code !== 'string') return false
  return code.startsWith('22') || (code.startsWith('23') && Boolean(constraint_name ?? column_name))
}

function asBroken({ message, failure }: Refused): Broken {
  const { body, ...head } = message
  const { code = 'unknown' } = failure as { code?: string }
  return {
    ...head,
    problem: [{ where: '/body', expected: `something the database can hold (SQLSTATE ${code})` }],
    payload: JSON.stringify(body),
  }
}
