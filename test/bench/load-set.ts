import { connect, type Socket } from 'node:net'
import { type SecureContext, connect as tlsConnect } from 'node:tls'
import { downFilter, downTopic, upTopic } from '../../protocol/topics.ts'
import { helloBody, revisionOf } from './load-hello.ts'
import {
  connectPacket,
  eachRange,
  packetTypes,
  pingPacket,
  publishPacket,
  startCutting,
  subscribePacket,
} from './packets.ts'
import { firstSeq, makeSlots, type ReportSlots, stamp } from './report-slots.ts'

const keepAliveSeconds = 30
/** Every socket of the process reads into the same memory: what is read is used at once. */
const readBuffer = Buffer.alloc(65_536)

/** `setwacht`: what an `ack` names counts. `bare`: QoS 1, a PUBACK counts. */
export type Speech = 'setwacht' | 'bare'

export type SetParts = {
  port: number
  /** With a certificate; left out: plain TCP. */
  tls?: SecureContext | undefined
  speech: Speech
  deviceId: string
  /** Of the run, and of the connection if that is left out; each load on one control plane has a higher one. */
  epoch: number
  connection?: number
  window: number
  startedAt: number
  /** The revision of the lessons that it holds from before, and what hears of a newer one. */
  lessonsHeld?: number | undefined
  toldLessons?(revision: number): void
  /** A report is acknowledged, this many ms after it was sent. */
  acknowledged(ms: number): void
  /** The connection ended, or said what a well-behaved server never says. */
  failed(why: string): void
}

/** One set of a load: connects, says hello, and sends reports as long as its window has room. */
export class LoadSet {
  /** The broker let it in. */
  readonly accepted: Promise<void>
  /** It is welcome. */
  readonly ready: Promise<void>
  readonly #parts: SetParts
  readonly #slots: ReportSlots
  readonly #sentAt: Float64Array
  readonly #socket: Socket
  #accept: () => void = () => undefined
  #welcome: () => void = () => undefined
  #next = firstSeq
  #oldest = firstSeq
  /** Nothing is said before the broker let it in. */
  #spokeAt = Number.POSITIVE_INFINITY
  #ended = false

  constructor(parts: SetParts) {
    this.#parts = parts
    const { deviceId, epoch, window, startedAt, speech } = parts
    this.#slots = makeSlots({ deviceId, epoch, window, startedAt, qos: speech === 'bare' ? 1 : 0 })
    this.#sentAt = new Float64Array(window)
    this.accepted = new Promise(resolve => {
      this.#accept = resolve
    })
    this.ready = new Promise(resolve => {
      this.#welcome = resolve
    })
    const cut = startCutting(this.#hear)
    this.#socket = open(parts, cut)
    this.#socket.once(parts.tls ? 'secureConnect' : 'connect', () =>
      this.#socket.write(connectPacket(deviceId, keepAliveSeconds, this.#will())),
    )
    this.#socket.on('error', failure => this.#fail(failure.message))
    this.#socket.on('close', () => this.#fail('the connection was closed'))
  }

  /** Reports sent and not acknowledged. */
  get inFlight(): number {
    return this.#next - this.#oldest
  }

  /** Sends up to `count` reports, as far as the window has room. Returns how many. */
  send(count: number, now: number): number {
    const { window } = this.#parts
    const sent = Math.min(count, window - this.inFlight)
    if (sent <= 0 || this.#ended) return 0
    const date = Date.now()
    const first = this.#next % window
    for (let index = 0; index < sent; index++, this.#next++) {
      this.#slots.date(this.#next, date)
      this.#sentAt[this.#next % window] = now
    }
    this.#write(first, Math.min(window, first + sent))
    if (first + sent > window) this.#write(0, first + sent - window)
    this.#spokeAt = now
    return sent
  }

  /** Keeps a connection alive that has nothing to say. */
  ping(now: number): void {
    if (now - this.#spokeAt < keepAliveSeconds * 1000) return
    this.#spokeAt = now
    this.#socket.write(pingPacket)
  }

  end(): void {
    this.#ended = true
    if (this.#parts.tls) this.#socket.destroy()
    else this.#socket.resetAndDestroy()
  }

  #write(fromSlot: number, toSlot: number): void {
    const { bytes, slotBytes } = this.#slots
    this.#socket.write(bytes.subarray(fromSlot * slotBytes, toSlot * slotBytes))
  }

  #hear = (type: number, bytes: Buffer, from: number, to: number): void => {
    const { deviceId, speech } = this.#parts
    if (type === packetTypes.puback) this.#stored(this.#oldest, this.#oldest)
    else if (type === packetTypes.publish) this.#hearPublish(bytes, from, to)
    else if (type === packetTypes.connack) {
      if (bytes[from + 1] === 0) {
        this.#spokeAt = performance.now()
        this.#accept()
      } else this.#fail(`connect refused with code ${bytes[from + 1]}`)
      if (speech === 'bare') this.#welcome()
      else this.#socket.write(subscribePacket(downFilter(deviceId)))
    } else if (type === packetTypes.suback) this.#sayHello()
  }

  #hearPublish(bytes: Buffer, from: number, to: number): void {
    const ackTopic = downTopic(this.#parts.deviceId, 'ack').length
    const topicLength = ((bytes[from] as number) << 8) | (bytes[from + 1] as number)
    const payload = from + 2 + topicLength
    if (topicLength === ackTopic) eachRange(bytes, payload, to, this.#stored)
    else this.#hearOther(bytes.toString('utf8', from + 2, payload), bytes.toString('utf8', payload, to))
  }

  #hearOther(topic: string, message: string): void {
    if (topic.endsWith('/welcome')) this.#welcome()
    else if (topic.endsWith('/lessons')) this.#parts.toldLessons?.(revisionOf(message))
    else this.#fail(message)
  }

  #stored = (first: number, last: number): void => {
    if (first !== this.#oldest || last >= this.#next) {
      this.#fail(`acknowledged ${first} to ${last} where ${this.#oldest} was next`)
      return
    }
    const now = performance.now()
    const { window, acknowledged } = this.#parts
    for (let seq = first; seq <= last; seq++) acknowledged(now - (this.#sentAt[seq % window] as number))
    this.#oldest = last + 1
  }

  #head() {
    const { epoch, startedAt } = this.#parts
    return { v: 1, epoch, seq: 0, ...stamp(Date.now(), startedAt) }
  }

  #will() {
    const { deviceId, speech, epoch, connection = epoch } = this.#parts
    if (speech === 'bare') return undefined
    const payload = JSON.stringify({ ...this.#head(), body: { connection } })
    return { topic: upTopic(deviceId, 'lost'), payload }
  }

  #sayHello(): void {
    const { deviceId, epoch, connection = epoch, startedAt, lessonsHeld } = this.#parts
    const hello = { ...this.#head(), body: helloBody(connection, startedAt, firstSeq - 1, lessonsHeld) }
    this.#socket.write(publishPacket(upTopic(deviceId, 'hello'), JSON.stringify(hello)))
  }

  #fail(why: string): void {
    if (this.#ended) return
    this.#ended = true
    this.#parts.failed(why)
    this.#socket.destroy()
  }
}

/** The other side is not checked: that costs the sender, and not what is measured. */
function open({ port, tls }: SetParts, cut: (chunk: Buffer) => void): Socket {
  const onread = {
    buffer: readBuffer,
    callback(bytes: number) {
      cut(readBuffer.subarray(0, bytes))
      return true
    },
  }
  const where = { port, host: '127.0.0.1', noDelay: true, onread }
  if (tls === undefined) return connect(where)
  return tlsConnect({ ...where, secureContext: tls, rejectUnauthorized: false, servername: 'localhost' })
}
