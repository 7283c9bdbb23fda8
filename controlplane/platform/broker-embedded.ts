import { createServer, type Server, type Socket } from 'node:net'
import { Aedes, type AuthenticateError, type Client, type ConnectPacket } from 'aedes'
import { type UpwardKind, upwardKinds } from '../../protocol/messages.ts'
import { downFilter, downTopic, isDeviceId, maySubscribe, upTopic } from '../../protocol/topics.ts'
import type { Arrival, Broker, DeviceRef } from './broker.ts'
import { guardFrames } from './frame-guard.ts'
import { asListenRefused } from './listen.ts'
import type { Log } from './log.ts'

/** Time a socket has to say CONNECT, and what may wait for a set that does not read. */
const connectTimeoutMs = 10_000
const drainTimeoutMs = 30_000
const unsentBytesMax = 262_144
const connectionsMax = 20_000
const keepaliveSecondsMax = 120

type Parts = {
  host: string
  port: number
  /** Which device may connect under this id now; undefined: none. A throw means "ask again later". */
  admit(deviceId: string): Promise<DeviceRef | undefined>
  /** False: this set sends more than it may, close it. */
  receive(arrival: Arrival): boolean
  now(): number
  log: Log
}

type Admitted = { device: DeviceRef; kinds: Map<string, UpwardKind> }

/**
 * The MQTT broker inside the control plane. It stores nothing: clean sessions, QoS 0, no retained messages.
 * @throws StartRefused when the port is taken.
 */
export async function startEmbeddedBroker(parts: Parts): Promise<Broker> {
  const admitted = new WeakMap<object, Admitted>()
  const broker = await Aedes.createBroker({
    connectTimeout: connectTimeoutMs,
    drainTimeout: drainTimeoutMs,
    keepaliveLimit: keepaliveSecondsMax,
    maxTopicLevels: 5,
    maxInflightInbound: 32,
    preConnect: (client, packet, done) => done(null, isWellFormed(client, packet)),
    authenticate: (client, _name, _password, done) => {
      parts.admit(client.id).then(
        device => {
          if (device) admitted.set(client, { device, kinds: kindsByTopic(device.id) })
          done(device ? null : refusal(5), device !== undefined)
        },
        failure => {
          parts.log.warn({ failure: String(failure) }, 'a set could not be looked up')
          done(refusal(3), false)
        },
      )
    },
    authorizePublish: (client, packet, done) => {
      const known = client ? admitted.get(client) : undefined
      const kind = known?.kinds.get(packet.topic)
      if (!known || !kind || packet.retain) return done(new Error('not allowed'))
      const { device } = known
      const taken = parts.receive({
        device,
        kind,
        payload: packet.payload.toString(),
        receivedAt: parts.now(),
      })
      done(taken ? null : new Error('too many messages'))
    },
    authorizeSubscribe: (client, subscription, done) => {
      if (maySubscribe(client.id, subscription.topic)) done(null, { ...subscription, qos: 0 })
      else done(new Error('not allowed'))
    },
    authorizeForward: (client, packet) =>
      packet.topic.startsWith(downFilter(client.id).slice(0, -1)) ? packet : null,
  })
  broker.on('clientError', (client, failure) =>
    parts.log.debug({ device: client.id, failure: failure.message }, 'a connection ended in an error'),
  )
  broker.on('connectionError', (_client, failure) =>
    parts.log.debug({ failure: failure.message }, 'a connection was refused'),
  )
  const server = await listen(broker, parts)
  const clients = broker as unknown as { clients: Record<string, Client> }

  function deliver(client: Client | undefined, topic: string, payload: string): void {
    if (client === undefined || client.closed || !admitted.has(client)) return
    if ((client.conn as Socket).writableLength > unsentBytesMax) return
    client.publish({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }, () => {})
  }

  return {
    port: (server.address() as { port: number }).port,
    send: (deviceId, kind, payload) =>
      deliver(clients.clients[deviceId], downTopic(deviceId, kind), JSON.stringify(payload)),
    sendAll(kind, payload) {
      const text = JSON.stringify(payload)
      for (const [id, client] of Object.entries(clients.clients)) deliver(client, downTopic(id, kind), text)
    },
    connected: () => broker.connectedClients,
    async stop() {
      server.close()
      await new Promise<void>(resolve => broker.close(resolve))
    },
  }
}

/** What a device may publish on, and nothing else: one look-up a message. */
function kindsByTopic(deviceId: string): Map<string, UpwardKind> {
  return new Map(upwardKinds.map(kind => [upTopic(deviceId, kind), kind]))
}

/** A set speaks with a clean session and its own last will; everything else is refused before it is heard. */
function isWellFormed(client: Client, packet: ConnectPacket): boolean {
  const { clientId, clean, will } = packet
  const isOwnWill = !will || (will.topic === upTopic(clientId, 'lost') && !will.retain && will.qos === 0)
  const accepted = isDeviceId(clientId) && clean === true && isOwnWill
  if (!accepted) (client.conn as Socket).destroy()
  return accepted
}

function refusal(returnCode: 3 | 5): AuthenticateError {
  return Object.assign(new Error(returnCode === 3 ? 'try again later' : 'not authorized'), { returnCode })
}

async function listen(broker: Aedes, { host, port }: Parts): Promise<Server> {
  const server = createServer({ noDelay: true }, socket => {
    guardFrames(socket)
    broker.handle(socket)
  })
  server.maxConnections = connectionsMax
  await new Promise<void>((resolve, reject) => {
    server.once('error', failure => {
      broker.close(() => reject(asListenRefused(failure, 'SETWACHT_MQTT_PORT', port)))
    })
    server.listen(port, host, resolve)
  })
  return server
}
