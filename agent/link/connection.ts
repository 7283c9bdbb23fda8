import type { Duplex } from 'node:stream'
import { MqttClient } from 'mqtt'
import mqttPacket from 'mqtt-packet'
import { credibleMax } from '../../protocol/envelope.ts'
import type { UpwardKind } from '../../protocol/messages.ts'
import type { ByeReason, HelloBody, Welcome } from '../../protocol/presence.ts'
import { downFilter, upTopic } from '../../protocol/topics.ts'
import type { Clock, Random } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import type { SavedState } from '../memory/saved-state.ts'
import type { Orders } from '../orders/orders.ts'
import { Conversation } from './conversation.ts'
import { isCertificateAlert } from './door.ts'
import { type Heard, readDownward } from './downward.ts'
import type { LinkTimes } from './times.ts'
import { encodeDirect } from './upward.ts'

// Without this the first packet builds buffers for all 65,536 two-byte numbers: 8 MB that stay.
mqttPacket.writeToStream.cacheNumbers = false

export type ConnectionParts = {
  deviceId: string
  savedState: SavedState
  outbox: Outbox
  clock: Clock
  random: Random
  log: Log
  times: LinkTimes
  orders: Orders
  /** the body of `hello` on this connection, as things are now */
  hello: (connection: number) => HelloBody
  onServerTime: (now: number) => void
  /** the broker let us in */
  onEntered: () => void
}

/**
 * How a connection ended decides how long the set waits. `jumped`: it numbers on above the floor it was told;
 * `renewed`: it comes back with its new certificate. `entered`: the broker had let us in, or asked for patience.
 */
export type Ending = 'ended' | 'refused' | 'going down' | 'jumped' | 'renewed'
export type Over = { ending: Ending; heldMs: number; entered: boolean }

/** Codes of CONNACK that another try will not change: protocol, client id, credentials, not allowed. */
const refusedCodes: readonly unknown[] = [1, 2, 4, 5]

/** The broker cannot just now; it said so itself. */
const unavailableCode = 3

/** One connection, from CONNECT to its end. */
export class Connection {
  readonly over: Promise<Over>
  readonly #parts: ConnectionParts
  readonly #number: number
  readonly #client: MqttClient
  readonly #conversation: Conversation
  #ending: Ending = 'ended'
  #entered = false
  #welcomedAt: number | undefined

  constructor(parts: ConnectionParts, number: number, stream: Duplex) {
    this.#parts = parts
    this.#number = number
    this.#client = openClient(parts, number, stream)
    this.#conversation = new Conversation({
      ...parts,
      hello: () => encodeDirect(parts.outbox.epoch, parts.hello(number), parts.clock),
      publish: (kind, payload) => void this.#publish(kind, payload),
      onWelcome: welcome => this.#welcomed(welcome),
      onFloor: floor => void this.#jumpAbove(floor),
    })
    this.over = new Promise(resolve => this.#client.once('close', () => resolve(this.#closed())))
    this.#listen()
  }

  wake(): void {
    this.#conversation.wake()
  }

  async sayBye(reason: ByeReason): Promise<void> {
    const { outbox, clock, times } = this.#parts
    this.#conversation.end()
    const late = setTimeout(() => this.#client.stream.destroy(), times.byeMs)
    const bye = encodeDirect(outbox.epoch, { reason, connection: this.#number }, clock)
    const left = this.#client.connected && (await this.#publish('bye', bye))
    this.#client.end(!left)
    await this.over
    clearTimeout(late)
  }

  /** Leaves without a goodbye and without a will: the set comes back at once with its new certificate. */
  async leaveToRenew(): Promise<void> {
    this.#ending = 'renewed'
    this.#conversation.end()
    // An end that was begun cannot be forced; the other side may never answer it.
    const late = setTimeout(() => this.#client.stream.destroy(), this.#parts.times.byeMs)
    this.#client.end(false)
    await this.over
    clearTimeout(late)
  }

  #listen(): void {
    const { deviceId, log, onEntered } = this.#parts
    const client = this.#client
    client.on('connect', () => {
      this.#entered = true
      onEntered()
      client.subscribe(downFilter(deviceId), { qos: 0 }, this.#subscribed)
    })
    client.on('message', (topic, payload) => {
      const heard = readDownward(deviceId, topic, payload)
      if (heard) this.#hear(heard)
      else log('warn', 'unreadable message from the control plane', { bytes: payload.length })
    })
    client.on('error', error => {
      log('warn', 'connection failed', { why: reasonOf(error) })
      const code = 'code' in error ? error.code : undefined
      if (refusedCodes.includes(code) || isCertificateAlert(error)) this.#ending = 'refused'
      if (code === unavailableCode) this.#entered = true
    })
  }

  #hear(heard: Heard): void {
    if (heard.kind === 'ask') void this.#answer(heard.payload.jws)
    else if (heard.kind === 'lessons') void this.#parts.orders.lessons(heard.payload.jws)
    else if (heard.kind === 'message') void this.#parts.orders.message(heard.payload.jws)
    else if (heard.kind === 'certificate') this.#parts.orders.certificate(heard.payload)
    else if (heard.kind === 'help_state') this.#parts.orders.helpState(heard.payload)
    else {
      if (heard.kind === 'state')
        this.#ending = heard.payload.reason === 'going_down' ? 'going down' : 'ended'
      this.#conversation.hear(heard)
    }
  }

  async #answer(jws: string): Promise<void> {
    const { outbox, clock, orders } = this.#parts
    const body = await orders.ask(jws)
    if (body) await this.#publish('answer', encodeDirect(outbox.epoch, body, clock))
  }

  #welcomed(welcome: Welcome): void {
    const { clock, outbox, orders } = this.#parts
    this.#welcomedAt ??= clock.steady()
    orders.welcomed(welcome, csr => void this.#publish('renew', encodeDirect(outbox.epoch, { csr }, clock)))
  }

  #subscribed = (error: Error | null): void => {
    if (!error) this.#conversation.begin()
    else if (this.#client.connected) {
      this.#parts.log('error', 'subscription refused', { why: reasonOf(error) })
      this.#ending = 'refused'
      this.#client.end(true)
    }
  }

  #publish(kind: UpwardKind, payload: string): Promise<boolean> {
    const topic = upTopic(this.#parts.deviceId, kind)
    return new Promise(resolve => this.#client.publish(topic, payload, { qos: 0 }, error => resolve(!error)))
  }

  /** The outbox first: what it numbers from there on is known to the next start, whatever happens to the state. */
  async #jumpAbove(floor: NonNullable<Welcome['floor']>): Promise<void> {
    const { outbox, savedState, log } = this.#parts
    const epoch = outbox.epochAbove(floor.epoch)
    const own = savedState.state.connection
    const connection = Math.max(own <= credibleMax.connection ? own : 0, floor.connection) + 1
    log('warn', 'the control plane does not take these counters, numbering on from others', {
      ...floor,
      next: epoch,
    })
    try {
      if (outbox.renumber(epoch)) {
        await savedState.save({ epoch, connection })
        this.#ending = 'jumped'
      }
    } catch (error) {
      log('error', 'cannot save the new counters', { why: reasonOf(error) })
    }
    this.#client.end(true)
  }

  #closed(): Over {
    this.#conversation.end()
    this.#client.end(true)
    const heldMs = this.#welcomedAt === undefined ? 0 : this.#parts.clock.steady() - this.#welcomedAt
    return { ending: this.#ending, heldMs, entered: this.#entered }
  }
}

/** An MQTT 3.1.1 client for one connection. Pings keep their own rhythm, so a half-open line shows in 1.5 of it. */
function openClient({ deviceId, outbox, clock, times }: ConnectionParts, connection: number, stream: Duplex) {
  return new MqttClient(() => stream, {
    clientId: deviceId,
    protocolVersion: 4,
    clean: true,
    keepalive: times.keepAliveSeconds,
    reschedulePings: false,
    reconnectPeriod: 0,
    connectTimeout: times.connectMs,
    queueQoSZero: false,
    resubscribe: false,
    will: {
      topic: upTopic(deviceId, 'lost'),
      payload: Buffer.from(encodeDirect(outbox.epoch, { connection }, clock)),
      qos: 0,
      retain: false,
    },
  })
}
