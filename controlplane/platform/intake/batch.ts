import { isNumbered, type UpwardKind } from '../../../protocol/messages.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import { type Allowances, divideByAllowance } from './allowances.ts'
import type { Inbound, KeptOut, Reaction } from './contract.ts'
import { correctedTime } from './corrected-time.ts'
import { recordBroken } from './quarantine.ts'
import type { Broken, Message } from './reading.ts'
import { type Claim, claimNumbers } from './stored-ranges.ts'

export type BatchParts = { sql: Database; inbound: Inbound; allowances: Allowances }

/** Read, with or without a body that can be used. */
export type Heard = Message | Broken

/** `stored`: acknowledged now. `fresh`: those that came for the first time. `keptOut`: neither stored nor acknowledged. */
export type Stored = {
  stored: Heard[]
  fresh: Message[]
  keptOut: (KeptOut & Pick<Heard, 'kind' | 'epoch' | 'seq'>)[]
  reactions: Reaction[]
}

/** Stores messages in one transaction, or throws and stores none of them. */
export async function storeBatch(
  { sql, inbound, allowances }: BatchParts,
  heard: readonly Heard[],
): Promise<Stored> {
  const whole = heard.filter(isWhole)
  await allowances.lookUpHasty(sql, whole)
  const { allowed, refused } = divideByAllowance(whole, allowances)
  const broken = heard.filter(isBroken)
  const keptOut = refused.map(message => asKeptOut(message, 'allowance'))
  return sql.begin(tx => storeAll(tx, inbound, { allowed, broken, keptOut }))
}

export function isWhole(heard: Heard): heard is Message {
  return 'body' in heard
}

function isBroken(heard: Heard): heard is Broken {
  return !isWhole(heard)
}

type Divided = { allowed: Message[]; broken: Broken[]; keptOut: Stored['keptOut'] }

async function storeAll(
  tx: Transaction,
  inbound: Inbound,
  { allowed, broken, keptOut }: Divided,
): Promise<Stored> {
  const all = [...allowed, ...broken]
  const numbered = all.filter(({ kind }) => isNumbered(kind))
  const hellos = allowed.filter((message): message is Message<'hello'> => message.kind === 'hello')
  const { reactions, claims } = await begin(tx, inbound, { all, numbered, hellos })
  const isFresh = (one: Heard) => claims.get(one) === undefined
  for (const kind of Object.keys(inbound.receivers) as UpwardKind[]) {
    const ofKind = allowed.filter(message => message.kind === kind && isFresh(message))
    if (kind === 'hello' || ofKind.length === 0) continue
    // Each receiver takes the messages of its own kind; the compiler cannot follow that through a loop.
    reactions.push(...(await inbound.receivers[kind](tx, ofKind as never)))
  }
  await recordBroken(tx, broken.filter(isFresh))
  const out = [...keptOut, ...refusedOf(claims)]
  if (out.length > 0) reactions.push(...(await inbound.keptOut(tx, out)))
  const isOut = (one: Heard) => claims.get(one)?.refusal !== undefined
  return {
    stored: all.filter(one => !isOut(one)),
    fresh: allowed.filter(isFresh),
    keptOut: out,
    reactions,
  }
}

type Begun = { all: Heard[]; numbered: Heard[]; hellos: Message<'hello'>[] }

/** Who is there, which runs there are, then whose numbers these are. */
async function begin(tx: Transaction, inbound: Inbound, { all, numbered, hellos }: Begun) {
  if (hellos.length === 0) {
    // Neither needs the other: sent together, they cost one way to the database and back.
    const [reactions, claims] = await Promise.all([inbound.heard(tx, all), claim(tx, numbered)])
    return { reactions, claims }
  }
  const reactions = await inbound.heard(tx, all)
  reactions.push(...(await inbound.receivers.hello(tx, hellos)))
  return { reactions, claims: await claim(tx, numbered) }
}

/** Marks the numbers of the batch as stored, puts the corrected time on its messages; tells of all that stay as they were. */
async function claim(tx: Transaction, numbered: readonly Heard[]): Promise<Map<Heard, Claim>> {
  const settled = new Map<Heard, Claim>()
  if (numbered.length === 0) return settled
  const claims = await claimNumbers(tx, numbered)
  for (const [index, message] of numbered.entries()) {
    const claimed = claims[index] as Claim
    if (claimed.isKnown || claimed.refusal) settled.set(message, claimed)
    const { clock } = claimed
    if (clock === undefined) continue
    const { measuredAt, uncertain } = correctedTime(message, clock, clock.presentOffsetMs)
    message.measuredAt = measuredAt
    message.timeUncertain = uncertain
  }
  return settled
}

function refusedOf(claims: ReadonlyMap<Heard, Claim>): Stored['keptOut'] {
  return [...claims].flatMap(([heard, { refusal }]) => (refusal ? [asKeptOut(heard, refusal)] : []))
}

function asKeptOut({ device, kind, epoch, seq, receivedAt }: Heard, reason: KeptOut['reason']) {
  return { device, kind, epoch, seq, reason, at: receivedAt }
}
