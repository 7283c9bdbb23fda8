import { connect } from 'node:net'
import { MqttClient } from 'mqtt'
import mqttPacket from 'mqtt-packet'
import type { UpwardKind } from '../protocol/messages.ts'
import type { ByeReason, HelloBody, Welcome } from '../protocol/presence.ts'
import { downFilter, upTopic } from '../protocol/topics.ts'
import { attemptsAfter, nextWaitMs, refusedWaitMs } from './backoff.ts'
import type { Clock, Random } from './clock.ts'
import { Conversation } from './conversation.ts'
import { readDownward } from './downward.ts'
import type { Identity } from './identity/identity.ts'
import type { LinkTimes } from './link-times.ts'
import { type Log, reasonOf } from './log.ts'
import type { Outbox } from './outbox.ts'
import { pause } from './pause.ts'
import type { SavedState } from './saved-state.ts'
import { encodeDirect } from './upward.ts'

// Without this the first packet builds buffers for all 65,536 two-byte numbers: 8 MB that stay.
mqttPacket.writeToStream.cacheNumbers = false

export type LinkParts = {
  identity: Identity
  savedState: SavedState
  outbox: Outbox
  clock: Clock
  random: Random
  log: Log
  times: LinkTimes
  /** the body of `hello` on this connection, as things are now */
  hello: (connection: number) => HelloBody
  onServerTime: (now: number) => void
}

/** How a connection ended decides how long the set waits. `jumped`: it numbers on above the floor it was told. */
type Ending = 'ended' | 'refused' | 'going down' | 'jumped'
type Over = { ending: Ending; heldMs: number }

/** After `going_down` a set waits as if this many connections had failed: a restart takes a few seconds. */
const calmAttempts = 4

/** Codes of CONNACK that another try will not change: protocol, client id, credentials, not allowed. */
const refusedCodes: readonly unknown[] = [1, 2, 4, 5]

/** Holds one connection to the broker at a time, and comes back with full jitter when it ends. */
export class Link {
  readonly #parts: LinkParts
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #connection: Connection | undefined

  constructor(parts: LinkParts) {
    this.#parts = parts
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Something new waits in the outbox. */
  wake(): void {
    this.#connection?.wake()
  }

  /** Says goodbye when there is somebody to hear it, and ends. */
  async stop(reason: ByeReason): Promise<void> {
    this.#stopping.abort()
    await this.#connection?.sayBye(reason)
    await this.#running
  }

  async #run(): Promise<void> {
    const { times, random, log } = this.#parts
    const stop = this.#stopping.signal
    let attempts = 0
    let jumps = 0
    while (!stop.aborted) {
      const { ending, heldMs } = await this.#connectOnce()
      attempts = attemptsAfter(attempts, heldMs, times)
      jumps = ending === 'jumped' ? jumps + 1 : 0
      if (ending === 'going down') attempts = Math.max(attempts, calmAttempts)
      const waitMs = ending === 'refused' ? refusedWaitMs(times, random) : nextWaitMs(attempts, times, random)
      if (stop.aborted || jumps === 1) continue
      log('info', 'connection over', { ending, heldMs: Math.round(heldMs), waitMs: Math.round(waitMs) })
      await pause(waitMs, stop)
    }
  }

  async #connectOnce(): Promise<Over> {
    const { savedState, outbox, log } = this.#parts
    try {
      const connection = await savedState.nextConnection(outbox.dropped)
      if (this.#stopping.signal.aborted) return { ending: 'ended', heldMs: 0 }
      this.#connection = new Connection(this.#parts, connection)
      return await this.#connection.over
    } catch (error) {
      log('error', 'cannot save the number of the next connection', { why: reasonOf(error) })
      return { ending: 'ended', heldMs: 0 }
    } finally {
      this.#connection = undefined
    }
  }
}

/** One connection, from CONNECT to its end. */
class Connection {
  readonly over: Promise<Over>
  readonly #parts: LinkParts
  readonly #number: number
  readonly #client: MqttClient
  readonly #conversation: Conversation
  #ending: Ending = 'ended'
  #welcomedAt: number | undefined

  constructor(parts: LinkParts, number: number) {
    this.#parts = parts
    this.#number = number
    this.#client = openClient(parts, number)
    this.#conversation = new Conversation({
      ...parts,
      hello: () => encodeDirect(parts.outbox.epoch, parts.hello(number), parts.clock),
      publish: (kind, payload) => void this.#publish(kind, payload),
      onWelcome: () => {
        this.#welcomedAt ??= parts.clock.steady()
      },
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
    const late = setTimeout(() => this.#client.end(true), times.byeMs)
    const bye = encodeDirect(outbox.epoch, { reason, connection: this.#number }, clock)
    const left = this.#client.connected && (await this.#publish('bye', bye))
    this.#client.end(!left)
    await this.over
    clearTimeout(late)
  }

  #listen(): void {
    const { identity, log } = this.#parts
    const client = this.#client
    client.on('connect', () => client.subscribe(downFilter(identity.deviceId), { qos: 0 }, this.#subscribed))
    client.on('message', (topic, payload) => {
      const heard = readDownward(identity.deviceId, topic, payload)
      if (!heard) return log('warn', 'unreadable message from the control plane', { bytes: payload.length })
      if (heard.kind === 'state')
        this.#ending = heard.payload.reason === 'going_down' ? 'going down' : 'ended'
      this.#conversation.hear(heard)
    })
    client.on('error', error => {
      log('warn', 'connection failed', { why: reasonOf(error) })
      if ('code' in error && refusedCodes.includes(error.code)) this.#ending = 'refused'
    })
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
    const topic = upTopic(this.#parts.identity.deviceId, kind)
    return new Promise(resolve => this.#client.publish(topic, payload, { qos: 0 }, error => resolve(!error)))
  }

  /** The outbox first: what it numbers from there on is known to the next start, whatever happens to the state. */
  async #jumpAbove(floor: NonNullable<Welcome['floor']>): Promise<void> {
    const { outbox, savedState, log } = this.#parts
    const epoch = Math.max(outbox.epoch, floor.epoch) + 1
    log('warn', 'counters lie below those of the control plane, jumping ahead', { ...floor, next: epoch })
    try {
      if (outbox.renumber(epoch)) {
        await savedState.save({
          epoch,
          connection: Math.max(savedState.state.connection, floor.connection) + 1,
        })
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
    return { ending: this.#ending, heldMs }
  }
}

/** An MQTT 3.1.1 client for one connection. Pings keep their own rhythm, so a half-open line shows in 1.5 of it. */
function openClient({ identity, outbox, clock, times }: LinkParts, connection: number): MqttClient {
  const { deviceId, host, mqttPort } = identity
  return new MqttClient(() => connect({ host, port: mqttPort, noDelay: true }), {
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
