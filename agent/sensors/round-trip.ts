import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { encodeBindingRequest, readBindingResponse, transactionBytes } from '../../protocol/stun.ts'

/** One request: how long its answer took, in milliseconds; null: no answer in time. */
export type RoundTrip = number | null

/** An answer that comes later is of no use to a video lesson. */
const answerWithinMs = 2000
/** Outcomes kept until they are taken: an hour of requests. */
const outcomesMax = 720
const addressHoldsMs = 600_000

type Asked = { askedAt: number; late: NodeJS.Timeout }

/** Measures the way a video lesson takes: STUN binding requests over UDP. */
export class RoundTrips {
  readonly #host: string
  readonly #port: number
  readonly #steady: () => number
  readonly #asked = new Map<string, Asked>()
  #outcomes: RoundTrip[] = []
  #socket: Socket | undefined
  #address: { ip: string; foundAt: number } | undefined
  #failed = false

  constructor(host: string, port: number, steady: () => number) {
    this.#host = host
    this.#port = port
    this.#steady = steady
  }

  /** Sends one request; its outcome is there at the latest two seconds later. */
  async ask(): Promise<void> {
    const ip = await this.#resolve()
    this.#failed = ip === undefined
    if (ip === undefined) return
    this.#socket ??= this.#open(isIP(ip) === 6)
    const transaction = randomBytes(transactionBytes)
    const key = transaction.toString('hex')
    const late = setTimeout(() => this.#settle(key, null), answerWithinMs)
    this.#asked.set(key, { askedAt: this.#steady(), late })
    // A network that is down refuses at once: for a lesson the same as no answer.
    this.#socket.send(
      encodeBindingRequest(transaction),
      this.#port,
      ip,
      error => error && this.#settle(key, null),
    )
  }

  /** The outcomes since the last call, in the order in which they came; undefined: nothing could be asked. */
  take(): RoundTrip[] | undefined {
    const outcomes = this.#outcomes
    this.#outcomes = []
    return this.#failed && outcomes.length === 0 ? undefined : outcomes
  }

  stop(): void {
    for (const { late } of this.#asked.values()) clearTimeout(late)
    this.#asked.clear()
    this.#socket?.close()
    this.#socket = undefined
  }

  #open(six: boolean): Socket {
    const socket = createSocket(six ? 'udp6' : 'udp4')
    socket.on('message', packet => {
      const transaction = readBindingResponse(packet)
      const key = transaction && Buffer.from(transaction).toString('hex')
      const asked = key === undefined ? undefined : this.#asked.get(key)
      if (key !== undefined && asked) this.#settle(key, this.#steady() - asked.askedAt)
    })
    socket.on('error', () => {
      socket.close()
      this.#socket = undefined
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
  }

  async #resolve(): Promise<string | undefined> {
    if (isIP(this.#host)) return this.#host
    const known = this.#address
    if (known && this.#steady() - known.foundAt < addressHoldsMs) return known.ip
    try {
      const { address } = await lookup(this.#host)
      this.#address = { ip: address, foundAt: this.#steady() }
      return address
    } catch {
      return known?.ip
    }
  }
}
