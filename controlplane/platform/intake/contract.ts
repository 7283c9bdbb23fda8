import type { UpwardKind } from '../../../protocol/messages.ts'
import type { Changes } from '../changes/rules.ts'
import type { Transaction } from '../postgres/database.ts'
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

/** A receiver for every kind a set sends; one that is missing does not compile. Called in the order written. */
export type Inbound = {
  /** Every readable message of a batch, whatever its kind, duplicates and broken ones included. */
  heard(tx: Transaction, messages: Pick<Message, 'device' | 'kind' | 'receivedAt'>[]): Promise<Reaction[]>
  receivers: Receivers
}
