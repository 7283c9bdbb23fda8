import { Aedes, type Client, type ConnectPacket } from 'aedes'
import { isDeviceId } from '../../../protocol/device-id.ts'
import { downFilter, downTopic, maySubscribe, upTopic } from '../../../protocol/topics.ts'
import type { Log } from '../log.ts'
import type { Arrival, Broker, Credential, DeviceRef } from './broker.ts'
import { type AdmissionState, authenticate, kindOf } from './embedded-admission.ts'
import { openBrokerDoors, type TlsParts } from './embedded-doors.ts'
import { guardFrames } from './frame-guard.ts'

/** Time a socket has to say CONNECT, and what may wait for a set that does not read. */
const connectTimeoutMs = 10_000
const drainTimeoutMs = 30_000
const unsentBytesMax = 262_144
const keepaliveSecondsMax = 120
/** Connections whose certificate ran out are looked for this often. */
const expirySweepMs = 1000

type Parts = {
  host: string
  port: number
  /** Undefined: plain MQTT, for loopback alone. */
  tls: TlsParts | undefined
  /**
   * Which device may connect under this id with this credential now; undefined: none. A throw means "ask again
   * later". Without TLS there is no credential.
   */
  admit(deviceId: string, credential: Credential | undefined): Promise<DeviceRef | undefined>
  /** False: this set sends more than it may, close it. */
  receive(arrival: Arrival): boolean
  now(): number
  log: Log
}

/**
 * The MQTT broker inside the control plane. It stores nothing: clean sessions, QoS 0, no retained messages.
 * @throws StartRefused when the port is taken.
 */
export async function startEmbeddedBroker(parts: Parts): Promise<Broker> {
  const state: AdmissionState = {
    credentials: new WeakMap(),
    admitted: new WeakMap(),
    connecting: new Set(),
    isConnected: id => clientsOf(broker)[id]?.closed === false,
  }
  const { admitted, connecting, credentials } = state
  const broker = await openAedes(parts, state)
  const doors = await openDoors(broker, parts, credentials)
  const clients = clientsOf(broker)
  const sweep = setInterval(() => {
    const now = parts.now()
    for (const client of Object.values(clients)) {
      if ((admitted.get(client)?.notAfter ?? Infinity) <= now) close(client)
    }
  }, expirySweepMs)

  function deliver(client: Client | undefined, topic: string, payload: string): void {
    const known = client && admitted.get(client)
    if (!known || client.closed || known.unsent > unsentBytesMax) return
    known.unsent += payload.length
    client.publish({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }, () => {
      known.unsent -= payload.length
    })
  }

  return {
    doors: { mqtt: doors.mqtt, mqttWs: doors.mqttWs },
    send: (deviceId, kind, payload) =>
      deliver(clients[deviceId], downTopic(deviceId, kind), JSON.stringify(payload)),
    sendAll(kind, payload) {
      const text = JSON.stringify(payload)
      for (const [id, client] of Object.entries(clients)) deliver(client, downTopic(id, kind), text)
    },
    disconnect(deviceId) {
      for (const client of connecting) if (client.id === deviceId) close(client)
      const client = clients[deviceId]
      if (client) close(client)
    },
    connected: () => broker.connectedClients,
    async stop() {
      clearInterval(sweep)
      doors.close()
      await new Promise<void>(resolve => broker.close(resolve))
    },
  }
}

/** The broker with what each set may do in it: speak for itself, and hear what is meant for it. */
async function openAedes(parts: Parts, state: AdmissionState): Promise<Aedes> {
  const broker = await Aedes.createBroker({
    connectTimeout: connectTimeoutMs,
    drainTimeout: drainTimeoutMs,
    keepaliveLimit: keepaliveSecondsMax,
    maxTopicLevels: 5,
    maxInflightInbound: 32,
    preConnect: (client, packet, done) => done(null, isWellFormed(client, packet)),
    authenticate: (client, _name, _password, done) => authenticate(client, parts, state, done),
    authorizePublish: (client, packet, done) => {
      const known = client ? state.admitted.get(client) : undefined
      const kind = known && kindOf(packet.topic, known.prefix)
      if (!known || !kind || packet.retain) return done(new Error('not allowed'))
      const { device } = known
      const payload = packet.payload.toString()
      const taken = parts.receive({ device, kind, payload, receivedAt: parts.now() })
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
  broker.on('client', client => state.connecting.delete(client))
  return broker
}

/** The listeners, each with the frame guard before the parser; none opens unless all do. */
async function openDoors(broker: Aedes, parts: Parts, credentials: WeakMap<object, Credential>) {
  try {
    return await openBrokerDoors({
      ...parts,
      take(stream, credential) {
        guardFrames(stream)
        const client = broker.handle(stream)
        if (credential) credentials.set(client, credential)
      },
    })
  } catch (failure) {
    await new Promise<void>(resolve => broker.close(resolve))
    throw failure
  }
}

/** Who is connected, by client id: the broker keeps it and does not say so in its types. */
function clientsOf(broker: Aedes): Record<string, Client> {
  return (broker as unknown as { clients: Record<string, Client> }).clients
}

function close(client: Client): void {
  client.conn.destroy()
}

/** A set speaks with a clean session and its own last will; everything else is refused before it is heard. */
function isWellFormed(client: Client, packet: ConnectPacket): boolean {
  const { clientId, clean, will } = packet
  const isOwnWill = !will || (will.topic === upTopic(clientId, 'lost') && !will.retain && will.qos === 0)
  const accepted = isDeviceId(clientId) && clean === true && isOwnWill
  if (!accepted) client.conn.destroy()
  return accepted
}
