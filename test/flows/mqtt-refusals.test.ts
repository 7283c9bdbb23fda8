import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { mqttWsPath } from '../../protocol/doors.ts'
import { downFilter, upTopic } from '../../protocol/topics.ts'
import { giveCertificate, openTestAuthority, tlsOf } from '../support/authority.ts'
import { makeCertificate } from '../support/certificates.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { openRawSet } from '../support/raw-set.ts'
import { newDeviceId, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** Sooner than who says nothing is cut off, which is after ten seconds. */
const cutMs = 8_000

let plane: TestControlPlane
let secure: TestControlPlane
let deviceId: string

beforeAll(async () => {
  plane = await startControlPlane()
  secure = await startControlPlane({ authority: true })
  const [pair] = await registerPairs(plane.admin, 1)
  deviceId = pair!.home.deviceId
})
afterAll(async () => {
  await plane.stop()
  await secure.stop()
})

/** The code in the answer to CONNECT; `cut`: none came before the line was cut. It is cut in any case. */
async function codeOf(set: ReturnType<typeof openRawSet>, clientId: string, over: object = {}) {
  const isIn = await set.connect(clientId, over)
  if (isIn) return 0
  await until('the line is cut', set.isClosed, cutMs)
  const answer = set.heard.find(({ cmd }) => cmd === 'connack')
  return answer?.cmd === 'connack' ? answer.returnCode : 'cut'
}

/** The first words of a client, as no library would say them. */
function connectOf(name: string, level: number): Buffer {
  const body = [...Buffer.from(`\0${String.fromCharCode(name.length)}${name}`), level, 2, 0, 30, 0, 1, 97]
  return Buffer.of(0x10, body.length, ...body)
}

const will = { topic: 'elsewhere', payload: Buffer.alloc(0), qos: 0, retain: false }

test.each([
  ['an id that is none of a device', 'kitchen', {}, 2],
  ['no id', '', {}, 2],
  ['an id that is not known', newDeviceId(), {}, 5],
  ['a version that is not spoken here', undefined, { protocolVersion: 5 }, 1],
  ['a will elsewhere', undefined, { will }, 5],
  ['a will that stays', undefined, { will: { ...will, retain: true } }, 5],
  ['a session that is to be kept', undefined, { clean: false }, 5],
  ['a keep-alive of never', undefined, { keepalive: 0 }, 5],
  ['a keep-alive of an hour', undefined, { keepalive: 3600 }, 5],
])('%s is refused by the code that MQTT has for it', async (_what, id, over, code) => {
  expect(await codeOf(openRawSet(plane.mqttPort), id ?? deviceId, over)).toBe(code)
})

test.each([
  ['5', connectOf('MQTT', 5)],
  ['6', connectOf('MQTT', 6)],
  ['255', connectOf('MQTT', 255)],
  ['1 of the old name', connectOf('MQIsdp', 1)],
])('a version %s is refused by its code, also byte by byte', async (_what, bytes) => {
  for (const pieces of [[bytes], [...bytes].map(byte => Buffer.of(byte))]) {
    const set = openRawSet(plane.mqttPort)
    for (const piece of pieces) await set.sendRaw(piece)
    await until('the line is cut', set.isClosed, cutMs)
    expect(set.heard).toMatchObject([{ cmd: 'connack', returnCode: 1 }])
  }
})

test('a refusal is said over TLS too', async () => {
  const authority = await openTestAuthority(secure.dataDir)
  const [pair] = await registerPairs(secure.admin, 1)
  const own = pair!.home.deviceId
  const tls = tlsOf(authority, await giveCertificate(secure.sql, authority, own))
  expect(await codeOf(openRawSet(secure.mqttPort, tls), 'kitchen')).toBe(2)
  expect(await codeOf(openRawSet(secure.mqttPort, tls), own, { will })).toBe(5)
})

test.each([
  ['everything', ['#'], [128]],
  ['what is said to another', [downFilter(newDeviceId())], [128]],
  ['its own words', ['own words'], [128]],
  ['a topic of many levels', ['a/b/c/d/e/f/g/h/i'], [128]],
  ['its own and another', ['own', downFilter(newDeviceId())], [0, 128]],
])('a subscription to %s is refused by its code, then the line is cut', async (_what, topics, granted) => {
  const set = openRawSet(plane.mqttPort)
  expect(await set.connect(deviceId)).toBe(true)
  const names: Record<string, string> = {
    own: downFilter(deviceId),
    'own words': upTopic(deviceId, 'report'),
  }
  const subscriptions = topics.map(topic => ({ topic: names[topic] ?? topic, qos: 0 as const }))
  set.send({ cmd: 'subscribe', messageId: 7, subscriptions })
  await until('the line is cut', set.isClosed, cutMs)
  expect(set.heard.find(({ cmd }) => cmd === 'suback')).toMatchObject({ messageId: 7, granted })
})

test.each<[string, (socket: WebSocket) => void]>([
  ['pings', socket => socket.ping()],
  ['pongs', socket => socket.pong()],
  ['empty frames', socket => socket.send(Buffer.alloc(0))],
])('a WebSocket that sends %s without end is closed, without a word of MQTT in it', async (_what, send) => {
  const authority = await openTestAuthority(secure.dataDir)
  const certificate = await makeCertificate({ name: newDeviceId(), issuer: authority.devices })
  const address = `wss://127.0.0.1:${secure.mqttWsPort}${mqttWsPath}`
  const socket = new WebSocket(address, 'mqtt', tlsOf(authority, certificate))
  let isClosed = false
  socket
    .on('error', () => undefined)
    .on('close', () => {
      isClosed = true
    })
  await until('the door is open', () => socket.readyState === WebSocket.OPEN, 5000)
  for (let sent = 0; sent < 500; sent += 1) send(socket)
  await until('it is closed', () => isClosed, cutMs)
})
