import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { UdpFact, UnreadableReason } from '../../protocol/facts.ts'
import { encodeBindingRequest, readBindingResponse, transactionBytes } from '../../protocol/stun.ts'
import { attempt } from './reading.ts'
import { Silence } from './silence.ts'

/** One request: how long its answer took, in milliseconds; null: no answer in time. */
export type RoundTrip = number | null

/** An answer that comes later is of no use to a video lesson. */
const answerWithinMs = 2000
/** Outcomes kept until they are taken: an hour of requests. */
const outcomesMax = 720
const addressHoldsMs = 600_000
/** After so many requests without an answer the next address is tried, and the name is looked up anew. */
const lostBeforeNext = 3

type Asked = { askedAt: number; late: NodeJS.Timeout }
type Family = 4 | 6

/** Measures the way a video lesson takes: STUN binding requests over UDP. */
export class RoundTrips {
  readonly #host: string
  readonly #port: number
  readonly #steady: () => number
  readonly #lookUp: (host: string) => Promise<string[]>
  readonly #asked = new Map<string, Asked>()
  readonly #sockets = new Map<Family, Socket>()
  readonly #silence = new Silence()
  #outcomes: RoundTrip[] = []
  #found: { addresses: string[]; at: number } | undefined
  #turn = 0
  #unfound: UnreadableReason | undefined
  #stopped = false

  constructor(host: string, port: number, steady: () => number, lookUp = addressesOf) {
    this.#host = host
    this.#port = port
    this.#steady = steady
    this.#lookUp = lookUp
  }

  /** Why there is nothing to tell of delay and loss. */
  get reason(): UnreadableReason | undefined {
    return this.#unfound ?? (this.#silence.isUnheard ? 'no_answer' : undefined)
  }

  /** Whether the network lets UDP through at all; null: nobody knows yet. */
  get udp(): UdpFact {
    return this.#silence.udp
  }

  /** Sends one request; its outcome is there at the latest two seconds later. */
  async ask(): Promise<void> {
    const addresses = await this.#resolve()
    if (this.#stopped || addresses.length === 0) return
    const ip = addresses[this.#turn % addresses.length]!
    const transaction = randomBytes(transactionBytes)
    const key = transaction.toString('hex')
    const late = setTimeout(() => this.#settle(key, null), answerWithinMs)
    this.#asked.set(key, { askedAt: this.#steady(), late })
    // A network that is down refuses at once: for a lesson the same as no answer.
    this.#socketFor(ip).send(
      encodeBindingRequest(transaction),
      this.#port,
      ip,
      error => error && this.#settle(key, null),
    )
  }

  /** The outcomes since the last call, in the order in which they came. */
  take(): RoundTrip[] {
    const outcomes = this.#outcomes
    this.#outcomes = []
    return outcomes
  }

  /** Whether the control plane is reached by another way. */
  reached(isReached: boolean): void {
    this.#silence.reached(isReached)
  }

  /** A report is made. True: none of its requests was answered, and that says nothing of the line. */
  endInterval(): boolean {
    return this.#silence.endInterval()
  }

  stop(): void {
    this.#stopped = true
    for (const { late } of this.#asked.values()) clearTimeout(late)
    this.#asked.clear()
    for (const socket of this.#sockets.values()) socket.close()
    this.#sockets.clear()
  }

  /** One for each kind of address: tomorrow's name may have the other. */
  #socketFor(ip: string): Socket {
    const family: Family = isIP(ip) === 6 ? 6 : 4
    const open = this.#sockets.get(family)
    if (open) return open
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    this.#sockets.set(family, socket)
    socket.on('message', packet => {
      const transaction = readBindingResponse(packet)
      const key = transaction && Buffer.from(transaction).toString('hex')
      const asked = key === undefined ? undefined : this.#asked.get(key)
      if (key !== undefined && asked) this.#settle(key, this.#steady() - asked.askedAt)
    })
    socket.on('error', () => {
      socket.close()
      this.#sockets.delete(family)
    })
    return socket
  }

  #settle(key: string, outcome: RoundTrip): void {
    const asked = this.#asked.get(key)
    if (!asked) return
    clearTimeout(asked.late)
    this.#asked.delete(key)
    this.#outcomes.push(outcome)
    if (this.#outcomes.length > outcomesMax) this.#outcomes.shift()
    this.#silence.heard(outcome)
    if (outcome === null && this.#silence.lostInRow % lostBeforeNext === 0) this.#moveOn()
  }

  /** An address that was right and no longer answers is not kept for its ten minutes. */
  #moveOn(): void {
    this.#turn += 1
    if (this.#found) this.#found.at = Number.NEGATIVE_INFINITY
  }

  /** Empty: the name leads nowhere. */
  async #resolve(): Promise<string[]> {
    if (isIP(this.#host)) return [this.#host]
    if (this.#found && this.#steady() - this.#found.at < addressHoldsMs) return this.#found.addresses
    const read = await attempt('addresses of', this.#host, async () => {
      const addresses = await this.#lookUp(this.#host)
      // Also when it comes too late for this request.
      this.#found = { addresses, at: this.#steady() }
      return addresses
    })
    this.#unfound = read.ok || this.#found ? undefined : read.reason
    return this.#found?.addresses ?? []
  }
}

export async function addressesOf(host: string): Promise<string[]> {
  const all = await lookup(host, { all: true })
  return all.map(({ address }) => address)
}
