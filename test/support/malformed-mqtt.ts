import { generate, type Packet } from 'mqtt-packet'
import type { Random } from '../../agent/clock.ts'
import { downFilter, upTopic } from '../../protocol/topics.ts'
import { pick } from '../fleet/chance.ts'

/** What one socket sends, chunk by chunk. */
export type Sequence = { name: string; chunks: Buffer[] }

/** A CONNECT as a set says it. */
function connectPacket(deviceId: string): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clientId: deviceId,
    clean: true,
    keepalive: 30,
  })
}

/** Packets that are well made; not all of them may a set send. */
function goodPackets(deviceId: string): Packet[] {
  const topic = upTopic(deviceId, 'report')
  const publish = { cmd: 'publish', topic, payload: '{}', dup: false, retain: false } as const
  return [
    { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: downFilter(deviceId), qos: 0 }] },
    { cmd: 'subscribe', messageId: 2, subscriptions: [{ topic: '#', qos: 2 }] },
    { cmd: 'unsubscribe', messageId: 3, unsubscriptions: [downFilter(deviceId), 'constructor'] },
    { ...publish, qos: 0 },
    { ...publish, qos: 1, messageId: 4 },
    { ...publish, qos: 2, messageId: 5 },
    { ...publish, qos: 0, retain: true },
    { ...publish, qos: 0, topic: '__proto__' },
    { cmd: 'pubrel', messageId: 5 },
    { cmd: 'pubrec', messageId: 6 },
    { cmd: 'pubcomp', messageId: 7 },
    { cmd: 'puback', messageId: 8 },
    { cmd: 'pingreq' },
    { cmd: 'pingresp' },
    { cmd: 'connack', returnCode: 0, sessionPresent: true },
    { cmd: 'suback', messageId: 9, granted: [0, 128] },
    { cmd: 'disconnect' },
  ]
}

const mutations: Record<string, (bytes: Buffer, random: Random) => Buffer> = {
  'a byte changed': (bytes, random) => {
    const changed = Buffer.from(bytes)
    changed[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    return changed
  },
  'the length changed': (bytes, random) => {
    const changed = Buffer.from(bytes)
    changed[1] = Math.floor(random() * 128)
    return changed
  },
  'the type changed': (bytes, random) => {
    const changed = Buffer.from(bytes)
    changed[0] = Math.floor(random() * 256)
    return changed
  },
  'cut short': (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  'bytes put in': (bytes, random) => {
    const at = Math.floor(random() * bytes.length)
    return Buffer.concat([bytes.subarray(0, at), noise(random, 20), bytes.subarray(at)])
  },
  'said twice': bytes => Buffer.concat([bytes, bytes]),
  'noise behind it': (bytes, random) => Buffer.concat([bytes, noise(random, 300)]),
}

/** One sequence that follows from the seed: packets in any order, most of them damaged, with or without a good CONNECT before. */
export function mutatedSequence(deviceId: string, random: Random): Sequence {
  const packets = [connectPacket(deviceId), ...goodPackets(deviceId).map(packet => generate(packet))]
  const names: string[] = []
  const chunks = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
    const mutation = pick(Object.keys(mutations), random)
    names.push(mutation)
    return mutations[mutation]!(pick(packets, random), random)
  })
  if (random() < 0.6) chunks.unshift(connectPacket(deviceId))
  return { name: names.join(', '), chunks }
}

const bytes = (...values: number[]) => Buffer.from(values)

/** What is known to trouble MQTT parsers and brokers, by hand. */
export function writtenSequences(deviceId: string): Sequence[] {
  return [...strangers, ...badConnects(deviceId), ...afterConnect(deviceId)]
}

/** What never becomes a CONNECT. */
const strangers: readonly Sequence[] = [
  { name: 'another protocol', chunks: [Buffer.from('GET / HTTP/1.1\r\nHost: set\r\n\r\n')] },
  {
    name: 'TLS where none is spoken',
    chunks: [bytes(0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc)],
  },
  { name: 'only zeros', chunks: [Buffer.alloc(4096)] },
  { name: 'a length that never ends', chunks: [bytes(0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)] },
  { name: 'a type that does not exist', chunks: [bytes(0x00, 0x00), bytes(0xf0, 0x00)] },
  { name: 'an empty CONNECT', chunks: [bytes(0x10, 0x00)] },
  {
    name: 'a CONNECT with a foreign protocol name',
    chunks: [bytes(0x10, 0x06, 0x00, 0x04, 0x4d, 0x51, 0x58, 0x58)],
  },
]

/** A CONNECT that asks for what no set may have. */
function badConnects(deviceId: string): Sequence[] {
  const connectWith = (over: object) =>
    generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: deviceId,
      clean: true,
      keepalive: 30,
      ...over,
    } as Packet)
  const will = { topic: '#', payload: Buffer.alloc(0), qos: 0, retain: false }
  return [
    { name: 'MQTT 5', chunks: [connectWith({ protocolVersion: 5 })] },
    { name: 'MQTT 3.1', chunks: [connectWith({ protocolId: 'MQIsdp', protocolVersion: 3 })] },
    { name: 'no client id', chunks: [connectWith({ clientId: '' })] },
    { name: 'a session to be kept', chunks: [connectWith({ clean: false })] },
    { name: 'a keep-alive of 0', chunks: [connectWith({ keepalive: 0 })] },
    { name: 'a keep-alive of a day', chunks: [connectWith({ keepalive: 65_535 })] },
    { name: 'a will on everything', chunks: [connectWith({ will })] },
    {
      name: 'a password of 1 KiB',
      chunks: [connectWith({ username: deviceId, password: Buffer.alloc(1024) })],
    },
  ]
}

/** What comes after a good CONNECT, or in its place. */
function afterConnect(deviceId: string): Sequence[] {
  const connect = connectPacket(deviceId)
  return [
    { name: 'CONNECT twice', chunks: [connect, connect] },
    { name: 'CONNECT after a message', chunks: [generate(goodPackets(deviceId)[3]!), connect] },
    { name: 'a topic with a NUL', chunks: [connect, bytes(0x30, 0x05, 0x00, 0x03, 0x61, 0x00, 0x62)] },
    { name: 'a topic that is not UTF-8', chunks: [connect, bytes(0x30, 0x04, 0x00, 0x02, 0xc3, 0x28)] },
    { name: 'a topic longer than the packet', chunks: [connect, bytes(0x30, 0x03, 0xff, 0xff, 0x61)] },
    { name: 'an empty topic', chunks: [connect, bytes(0x30, 0x02, 0x00, 0x00)] },
    { name: 'QoS 3', chunks: [connect, bytes(0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01)] },
    { name: 'a subscription to nothing', chunks: [connect, bytes(0x82, 0x02, 0x00, 0x01)] },
    {
      name: 'a subscription with QoS 7',
      chunks: [connect, bytes(0x82, 0x06, 0x00, 0x01, 0x00, 0x01, 0x61, 0x07)],
    },
    {
      name: 'a message number of 0',
      chunks: [connect, bytes(0x82, 0x06, 0x00, 0x00, 0x00, 0x01, 0x61, 0x00)],
    },
    {
      name: 'many small packets at once',
      chunks: [Buffer.concat([connect, ...Array(2000).fill(bytes(0xc0, 0x00))])],
    },
    { name: 'CONNECT byte by byte', chunks: [...connect].map(byte => bytes(byte)) },
  ]
}

/** Announces far more than a set may send before it said who it is. */
export function oversizePackets(): Buffer[] {
  return [
    [0x10, 0xff, 0xff, 0xff, 0x7f],
    [0x10, 0x81, 0x80, 0x04],
    [0x30, 0xff, 0xff, 0x03],
    [0x10, 0x81, 0x10],
  ].map(header => Buffer.from(header))
}

function noise(random: Random, bytesMax: number): Buffer {
  return Buffer.from(
    Array.from({ length: 1 + Math.floor(random() * bytesMax) }, () => Math.floor(random() * 256)),
  )
}
