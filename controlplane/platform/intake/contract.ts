import type { Refusal } from '../../../protocol/kept-out.ts'
import type { UpwardBody, UpwardKind } from '../../../protocol/messages.ts'
import type { DeviceRef } from '../broker/broker.ts'
import type { Changes } from '../changes/rules.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import type { Message } from './reading.ts'

/** What follows once the batch is committed: what changed, for who looks; or what is done then, which must not throw. */
export type Reaction = { changes: Changes } | (() => void)

/** Stores the messages of one kind, inside the batch's transaction. */
export type Receiver<Kind extends UpwardKind> = (
  tx: Transaction,
  messages: Message<Kind>[],
) => Promise<Reaction[]>

/** A group of receivers, those of one feature. */
export type Receivers<Kinds extends UpwardKind = UpwardKind> = { [Kind in Kinds]: Receiver<Kind> }

/** What else a set sets in motion by coming; what is sent to it then follows its welcome. */
export type AtHello = Receiver<'hello'>

/** What was kept out, of which set, and why; `at`: its receipt, ms since 1970 UTC. */
export type KeptOut = { device: DeviceRef; reason: Refusal; at: number }

/** How many rows that stay one set may add in a UTC day by a kind. */
export type Allowance<Kind extends UpwardKind> = {
  perDay: number
  /** How many a message of it adds; left out: one. */
  rowsOf?(body: UpwardBody[Kind]): number
  /** How many of a device are there since (ms since 1970 UTC), by whichever server, no matter which stores on. */
  countSince(sql: Database, deviceNo: number, since: number): Promise<number>
}

/** A receiver for every kind a set sends; one that is missing does not compile. Called in the order written. */
export type Inbound = {
  /** Of every kind; null: its messages leave no rows that stay, or are bounded otherwise. */
  allowances: { readonly [Kind in UpwardKind]: Allowance<Kind> | null }
  /** What of a set was neither stored nor acknowledged is known where the set is shown. */
  keptOut(tx: Transaction, keptOut: readonly KeptOut[]): Promise<Reaction[]>
  /** Every readable message of a batch, whatever its kind, duplicates and broken ones included. */
  heard(tx: Transaction, messages: Pick<Message, 'device' | 'kind' | 'receivedAt'>[]): Promise<Reaction[]>
  receivers: Receivers
}
