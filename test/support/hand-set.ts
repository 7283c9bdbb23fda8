import { connectAsync, type MqttClient } from 'mqtt'
import { mqttWsPath } from '../../protocol/doors.ts'
import type { StoredRange } from '../../protocol/envelope.ts'
import type { Facts } from '../../protocol/facts.ts'
import type { DownwardPayload, UpwardKind } from '../../protocol/messages.ts'
import type { HelloBody, Welcome } from '../../protocol/presence.ts'
import { names } from '../../protocol/ranges.ts'
import { downFilter, parseDownTopic, upTopic } from '../../protocol/topics.ts'
import type { SetTls } from './authority.ts'
import { until } from './until.ts'

type Start = {
  deviceId: string
  mqttPort: number
  epoch?: number
  connection?: number
  startedAt?: number
  /** With a certificate, to a control plane with an authority; left out: as plain TCP. */
  tls?: SetTls
  /** MQTT in a WebSocket. */
  ws?: boolean
  /** After one and a half times this silence the broker gives it up. */
  keepAliveSeconds?: number
}

/** A set played by hand, message by message, for what a well-behaved agent never does. */
export type HandSet = Awaited<ReturnType<typeof connectHandSet>>

export async function connectHandSet(start: Start) {
  const {
    deviceId,
    mqttPort,
    epoch = 1,
    connection = 1,
    startedAt = 1_700_000_000_000,
    tls,
    ws = false,
    keepAliveSeconds = 60,
  } = start
  const client = await connectAsync({
    ...doorOf(tls, ws),
    host: '127.0.0.1',
    port: mqttPort,
    protocolVersion: 4,
    clientId: deviceId,
    reconnectPeriod: 0,
    keepalive: keepAliveSeconds,
    will: {
      topic: upTopic(deviceId, 'lost'),
      payload: Buffer.from(JSON.stringify(envelope(epoch, 0, { connection }))),
      qos: 0,
      retain: false,
    },
  })
  const { acknowledged, welcomes, refused, helpStates } = listen(client)
  await client.subscribeAsync(downFilter(deviceId))

  const send = (kind: UpwardKind, seq: number, body: unknown, over: object = {}) =>
    sendRaw(kind, JSON.stringify({ ...envelope(epoch, seq, body), ...over }))
  const sendRaw = (kind: UpwardKind, payload: string | Buffer) =>
    client.publishAsync(upTopic(deviceId, kind), payload)

  return {
    client: client as MqttClient,
    acknowledged,
    welcomes,
    /** What it was told is not stored, and why. */
    refused,
    /** What it was told of its presses for help. */
    helpStates,
    send,
    sendRaw,
    isAcknowledged: (seq: number, of = epoch) => names(acknowledged, of, seq),
    async acknowledges(seq: number, msMax = 5000): Promise<void> {
      await until(`ack of ${epoch}/${seq}`, () => names(acknowledged, epoch, seq), msMax)
    },
    async hello(body: Partial<HelloBody> = {}, over: object = {}): Promise<Welcome> {
      const before = welcomes.length
      await send('hello', 0, { ...helloBody(connection, startedAt), ...body }, over)
      return until('welcome', () => welcomes[before])
    },
    goodbye: () => client.endAsync(),
    /** The connection breaks without a goodbye: the broker sends the will. */
    vanish: () => client.stream.destroy(),
    /** Its line is dead and nothing tells the broker so: it is heard no more. */
    fallSilent: () => client.keepaliveManager.destroy(),
  }
}

function listen(client: MqttClient) {
  const acknowledged: StoredRange[] = []
  const welcomes: Welcome[] = []
  const refused: DownwardPayload['refused'][] = []
  const helpStates: DownwardPayload['help_state'][] = []
  client.on('error', () => undefined)
  client.on('message', (topic, payload) => {
    const kind = parseDownTopic(topic)?.kind
    const body = JSON.parse(payload.toString())
    if (kind === 'ack') acknowledged.push(...body.stored)
    if (kind === 'welcome') welcomes.push(body)
    if (kind === 'refused') refused.push(body)
    if (kind === 'help_state') helpStates.push(body)
  })
  return { acknowledged, welcomes, refused, helpStates }
}

/** WebSocket or not, TLS or not, in the words of the client library. */
function doorOf(tls: SetTls | undefined, ws: boolean) {
  const scheme = { mqtt: tls ? 'mqtts' : 'mqtt', ws: tls ? 'wss' : 'ws' } as const
  return ws
    ? ({ protocol: scheme.ws, path: mqttWsPath, wsOptions: { ...tls } } as const)
    : ({ protocol: scheme.mqtt, ...tls } as const)
}

function helloBody(connection: number, startedAt: number, facts: Facts = {}): HelloBody {
  return {
    versions: { min: 1, max: 1 },
    capabilities: [],
    boot_id: null,
    agent_started_at: startedAt,
    cause: 'agent_started',
    connection,
    oldest: null,
    last_seq: 0,
    outbox: { depth: 0, dropped: 0 },
    facts,
  }
}

function envelope(epoch: number, seq: number, body: unknown) {
  return { v: 1, epoch, seq, at: Date.now(), up: Math.round(performance.now()), body }
}

export function reportBody(readings: Record<string, number | null> = { cpu_mean_percent: 12.5 }) {
  return { seconds: 60, flags: 0, readings }
}
