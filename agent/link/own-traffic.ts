import type { Socket } from 'node:net'

/** Bytes by direction. */
export type Bytes = { rx: number; tx: number }

/** What a network adds to each message, and what the other side confirms it with: headers, records, acknowledgements. */
const addedShare = 0.3
const confirmedShare = 0.2

/**
 * What the agent itself moves over the network, so that it is not taken for a call. Its requests by which it measures
 * the line are left out: a thousandth of what a call needs.
 */
export class OwnTraffic {
  readonly #ended: Bytes = { rx: 0, tx: 0 }
  readonly #open = new Set<Socket>()

  /** Counts what a connection carries, until its end. */
  watch(socket: Socket): void {
    this.#open.add(socket)
    socket.once('close', () => {
      this.#open.delete(socket)
      this.#ended.rx += socket.bytesRead
      this.#ended.tx += socket.bytesWritten
    })
  }

  /** Since the start, with what the network adds. */
  get bytes(): Bytes {
    let { rx, tx } = this.#ended
    for (const { bytesRead, bytesWritten } of this.#open) {
      rx += bytesRead
      tx += bytesWritten
    }
    return {
      rx: rx * (1 + addedShare) + tx * confirmedShare,
      tx: tx * (1 + addedShare) + rx * confirmedShare,
    }
  }
}
