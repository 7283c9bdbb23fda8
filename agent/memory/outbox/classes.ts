import type { WaitsAs } from '../../../protocol/delivery.ts'
import { isNumbered, type NumberedKind, upward, upwardKinds } from '../../../protocol/messages.ts'

/** Rank 0 leaves first. What never gives way stays however full the outbox is. */
export type MessageClass = { rank: number; first: 'oldest' | 'newest'; givesWay: boolean }

const classes: Record<WaitsAs, MessageClass> = {
  help: { rank: 0, first: 'oldest', givesWay: false },
  fact: { rank: 1, first: 'oldest', givesWay: true },
  number: { rank: 3, first: 'newest', givesWay: true },
}

/** How each numbered kind waits. */
export const classOf = Object.fromEntries(
  upwardKinds.filter(isNumbered).map(kind => [kind, classes[upward[kind].waitsAs]]),
) as Record<NumberedKind, MessageClass>

/** The classes in the order in which they are sent; each rank once. */
export const sendingOrder: readonly MessageClass[] = Object.values(classes).toSorted(
  (a, b) => a.rank - b.rank,
)

/** The ranks whose messages give way when the outbox is full, lowest class first. */
export const droppingOrder: readonly number[] = sendingOrder
  .filter(one => one.givesWay)
  .map(one => one.rank)
  .reverse()

/** How many messages and payload bytes wait, by rank. */
export class Held {
  readonly #byRank = new Map<number, { count: number; bytes: number }>()

  get count(): number {
    return this.#sum(held => held.count)
  }
  get bytes(): number {
    return this.#sum(held => held.bytes)
  }
  has(rank: number): boolean {
    return (this.#byRank.get(rank)?.count ?? 0) > 0
  }

  add(rank: number, count: number, bytes: number): void {
    const before = this.#byRank.get(rank) ?? { count: 0, bytes: 0 }
    this.#byRank.set(rank, { count: before.count + count, bytes: before.bytes + bytes })
  }

  /** Whether `bytes` more fit below `bytesMax` when messages of this or a lower class give way. */
  canMakeRoom(bytes: number, bytesMax: number, rank: number): boolean {
    const above = this.#sum((held, of) => (of < rank || !droppingOrder.includes(of) ? held.bytes : 0))
    return above + bytes <= bytesMax
  }

  copy(): Held {
    const copy = new Held()
    for (const [rank, held] of this.#byRank) copy.add(rank, held.count, held.bytes)
    return copy
  }

  #sum(amount: (held: { count: number; bytes: number }, rank: number) => number): number {
    return [...this.#byRank].reduce((sum, [rank, held]) => sum + amount(held, rank), 0)
  }
}
