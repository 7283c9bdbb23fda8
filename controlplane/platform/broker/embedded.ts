import { Aedes, type Client } from 'aedes'
import { downFilter, downTopic, maySubscribe } from '../../../protocol/topics.ts'
import { clientKey } from '../doors/client-address.ts'
import { openRoom } from '../doors/room.ts'
import type { Log } from '../log.ts'
import type { Arrival, Broker, Credential, DeviceRef } from './broker.ts'
import { type AdmissionState, authenticate, kindOf } from './embedded-admission.ts'
import { openBrokerDoors, type TlsParts } from './embedded-doors.ts'
import {
  codeOfRefusal,
  cutSoon,
  keepaliveSecondsMax,
  refuseConnection,
  subscriptionRefused,
  unacceptableVersion,
} from './embedded-refusals.ts'
import { guardFrames } from './frame-guard.ts'
import { packets, startRateLimit } from './rate-limit.ts'

/** Time a socket has to say CONNECT, and what may wait for a set that does not read. */
const connectTimeoutMs = 10_000
const drainTimeoutMs = 30_000
const unsentBytesMax = 262_144
/** Who has not said CONNECT yet; an address has so many of them. */
const unaskedRoom = { placesPerAddress: 512, places: 4096, stayMsMax: connectTimeoutMs }
/** Packets before it is known who sends them: CONNECT, and what a hasty set puts behind it. */
const packetsUnknownMax = 64
/** Topics are compared as a whole: how deep they are decides nothing. */
const topicLevelsMax = 65_536
/** Connections whose certificate ran out are looked for this often. */
const expirySweepMs = 1000

type Parts = {
  host: string
  port: number
  /** Undefined: plain MQTT, for loopback alone. */
  tls: TlsParts | undefined
  /** Addresses and ranges that may say for whom they pass bytes on; left out: none. */
  trustedProxies?: readonly string[]
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

type DoorState = AdmissionState & {
  /** For how long nothing had been heard of who let its keep-alive run out, ms. */
  silentMs: WeakMap<Client, number>
  /** How a connection leaves the room of those who have not said CONNECT. */
  leaves: WeakMap<object, () => void>
  /** Packets of every kind, by device. */
  packets: ReturnType<typeof startRateLimit>
}

/**
 * The MQTT broker inside the control plane. It stores nothing: clean sessions, QoS 0, no retained messages.
 * @throws StartRefused when the port is taken.
 */
export async function startEmbeddedBroker(parts: Parts): Promise<Broker> {
  const state: DoorState = {
    silentMs: new WeakMap(),
    leaves: new WeakMap(),
    packets: startRateLimit(packets),
    credentials: new WeakMap(),
    admitted: new WeakMap(),
    connecting: new Set(),
    isConnected: id => clientsOf(broker)[id]?.closed === false,
  }
  const { admitted, connecting } = state
  const broker = await openAedes(parts, state)
  const doors = await openDoors(broker, parts, state)
  const clients = clientsOf(broker)
  const sweep = setInterval(() => {
    const now = parts.now()
    state.packets.forget(now)
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
async function openAedes(parts: Parts, state: DoorState): Promise<Aedes> {
  const broker = await Aedes.createBroker({
    connectTimeout: connectTimeoutMs,
    drainTimeout: drainTimeoutMs,
    keepaliveLimit: keepaliveSecondsMax,
    maxTopicLevels: topicLevelsMax,
    maxInflightInbound: 32,
    preConnect: (client, packet, done) => {
      state.leaves.get(client)?.()
      const code = codeOfRefusal(packet)
      if (code !== undefined) refuseConnection(client, code)
      done(null, code === undefined)
    },
    authenticate: (client, _name, _password, done) => authenticate(client, parts, state, done),
    authorizePublish: (client, packet, done) => {
      const known = client ? state.admitted.get(client) : undefined
      const kind = known && kindOf(packet.topic, known.prefix)
      if (!known || !kind || packet.retain) return done(new Error('not allowed'))
      const { device } = known
      const payload = packet.payload.toString()
      const silentMs = client ? state.silentMs.get(client) : undefined
      const taken = parts.receive({
        device,
        kind,
        payload,
        receivedAt: parts.now(),
        ...(silentMs && { silentMs }),
      })
      done(taken ? null : new Error('too many messages'))
    },
    authorizeSubscribe: (client, subscription, done) => {
      done(null, maySubscribe(client.id, subscription.topic) ? { ...subscription, qos: 0 } : null)
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
  broker.on('keepaliveTimeout', client => state.silentMs.set(client, keepaliveOf(client)))
  broker.on('client', client => state.connecting.delete(client))
  // Here its acknowledgement with the codes is written.
  broker.on('subscribe', (subscriptions, client) => {
    if (subscriptions.some(({ qos }) => Number(qos) === subscriptionRefused)) cutSoon(client)
  })
  return broker
}

/** The listeners, each with the frame guard before the parser; none opens unless all do. */
async function openDoors(broker: Aedes, parts: Parts, state: DoorState) {
  const unasked = openRoom(unaskedRoom)
  try {
    return await openBrokerDoors({
      ...parts,
      trustedProxies: parts.trustedProxies ?? [],
      take(stream, address, credential) {
        let unknown = 0
        const mayPass = (count: number) => {
          const known = state.admitted.get(client)
          if (known) return state.packets.takeMany(known.device.no, parts.now(), count)
          unknown += count
          return unknown <= packetsUnknownMax
        }
        guardFrames(stream, { mayPass, refuseVersion: () => refuseConnection(client, unacceptableVersion) })
        const client = broker.handle(stream)
        if (credential) state.credentials.set(client, credential)
        const leave = unasked.enter(clientKey(address), () => close(client))
        state.leaves.set(client, leave)
        stream.once('close', leave)
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

/** After how much silence the broker gives a client up, ms; it does not say so in its types. */
function keepaliveOf(client: Client): number {
  return (client as unknown as { _keepaliveInterval: number })._keepaliveInterval
}

function close(client: Client): void {
  client.conn.destroy()
}
