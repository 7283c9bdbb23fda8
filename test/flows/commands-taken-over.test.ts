import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { CompactSign, generateKeyPair, importJWK } from 'jose'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Broker } from '../../controlplane/platform/broker/broker.ts'
import { startEmbeddedBroker } from '../../controlplane/platform/broker/embedded.ts'
import { type CommandKeys, makeKey, openCommandKeys } from '../../controlplane/platform/keys/command-key.ts'
import { commandKeyFile } from '../../controlplane/platform/keys/command-key-file.ts'
import type { AnswerBody } from '../../protocol/command.ts'
import { defaultPace } from '../../protocol/presence.ts'
import { prepareAgent } from '../support/agent-process.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askForCode, enrolByCommand, registerSet } from '../support/enrolment.ts'
import { until } from '../support/until.ts'

const label = 'KS-0001'
const device = () => identity.deviceId

let plane: TestControlPlane
let machine: Awaited<ReturnType<typeof prepareAgent>>
let identity: { deviceId: string; doors: { kind: string; host: string; port: number }[] }
const file = () => join(machine.directory, 'identity', 'identity.json')

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
  machine = await prepareAgent(undefined, 60)
  await registerSet(plane.admin, label)
  await enrolByCommand(machine.directory, await askForCode(plane.admin, label))
  identity = JSON.parse(await readFile(file(), 'utf8'))
})
afterAll(async () => {
  await machine?.remove()
  await plane?.stop()
})

/** The door of the hands of this set, and what the agent says there. */
async function listenForRoot() {
  const heard: string[] = []
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('data', chunk => heard.push(chunk.toString()))
    socket.on('end', () => socket.end('{"id":null,"code":"done"}'))
  })
  await new Promise<void>(resolve => server.listen(join(machine.directory, 'hands.sock'), resolve))
  return { heard, stop: () => server.close() }
}

/** A broker that was taken over: it has the names of the control plane, and hears and says what it likes. */
async function takeOverBroker() {
  const authority = (name: string) => readFile(join(plane.dataDir, 'authority', name), 'utf8')
  const answers: AnswerBody[] = []
  let welcomed = 0
  let broker: Broker | undefined
  let notice: string | undefined
  let behindMs = 0
  broker = await startEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    tls: {
      key: await authority('server-key.pem'),
      cert: await authority('server.pem'),
      ca: await authority('root.pem'),
      wsPort: 0,
    },
    admit: async id => ({ no: 1, id, label }),
    receive({ kind, payload, device: { id } }) {
      const { body } = JSON.parse(payload)
      if (kind === 'answer') answers.push(body)
      if (kind !== 'hello') return true
      welcomed++
      const welcome = { now: Date.now() - behindMs, stored: [], pace: defaultPace }
      broker?.send(id, 'welcome', notice === undefined ? welcome : { ...welcome, command_key: notice })
      return true
    },
    now: () => Date.now(),
    log: pino({ level: 'silent' }),
  })
  const open = broker
  return {
    broker: open,
    announce: (jws: string | undefined) => {
      notice = jws
      open.disconnect(device())
    },
    welcomed: () => welcomed,
    /** Sets are told a time that lies so far back. */
    turnBack: (ms: number) => {
      behindMs = ms
    },
    /** The answer to what is said now. */
    async say(jws: string): Promise<AnswerBody> {
      const before = answers.length
      open.send(device(), 'ask', { jws })
      return until('an answer', () => answers[before])
    },
  }
}

describe('a broker that was taken over', () => {
  let taken: Awaited<ReturnType<typeof takeOverBroker>>
  let keys: CommandKeys
  const asks = () => (machine.output().match(/"asked"/g) ?? []).length
  const good = (over: object = {}) =>
    keys.sign({
      kind: 'ask',
      device: device(),
      body: { question: 'ping' },
      seconds: 30,
      now: Date.now(),
      ...over,
    })

  beforeAll(async () => {
    taken = await takeOverBroker()
    keys = await openCommandKeys(plane.dataDir, Date.now())
    const held = JSON.parse(await readFile(file(), 'utf8'))
    const doors = [{ kind: 'mqtt', host: '127.0.0.1', port: taken.broker.doors.mqtt }]
    await writeFile(file(), JSON.stringify({ ...held, doors }))
    machine.start()
    await until('the set is welcome', () => taken.welcomed() > 0)
  })
  afterAll(async () => {
    await machine.kill()
    await taken.broker.stop()
  })

  test('can pass a question of ours on once, and not twice', async () => {
    const before = asks()
    const { id, jws } = await good()
    expect(await taken.say(jws)).toEqual({ id, outcome: 'done' })
    expect(await taken.say(jws)).toEqual({ id, outcome: 'rejected', rejection: 'repeated' })
    expect(asks()).toBe(before + 1)
  })

  test('cannot repeat it after the set was started anew either', async () => {
    const { id, jws } = await good()
    await taken.say(jws)
    await machine.kill()
    const welcomed = taken.welcomed()
    machine.start()
    await until('the set is back', () => taken.welcomed() > welcomed)
    expect(await taken.say(jws)).toEqual({ id, outcome: 'rejected', rejection: 'repeated' })
  })

  test('cannot make a question good again that it held back, by turning the time of a new run back', async () => {
    const dayMs = 86_400_000
    const heldBack = await good({ now: Date.now() - dayMs })
    await taken.say((await good()).jws)
    await machine.kill()
    const [before, welcomed] = [asks(), taken.welcomed()]
    taken.turnBack(dayMs)
    machine.start()
    await until('the set is back', () => taken.welcomed() > welcomed)
    const answer = await taken.say(heldBack.jws)
    taken.turnBack(0)
    taken.announce(undefined)
    await until('the set knows the time', () => taken.welcomed() > welcomed + 1)
    expect(answer).toEqual({ id: heldBack.id, outcome: 'rejected', rejection: 'expired' })
    expect(asks()).toBe(before)
  })

  test.each([
    ['expired', () => good({ now: Date.now() - 60_000 })],
    ['too_early', () => good({ now: Date.now() + 60_000 })],
    ['other_device', () => good({ device: '018f3e2a-2222-7abc-8def-0123456789ab' })],
    ['unknown_command', () => good({ body: { question: 'shell' } })],
  ] as const)('a question that is %s is not run', async (rejection, make) => {
    const before = asks()
    const { id, jws } = await make()
    expect(await taken.say(jws)).toEqual({ id, outcome: 'rejected', rejection })
    expect(asks()).toBe(before)
  })

  const command = () => {
    const now = Math.floor(Date.now() / 1000)
    const times = { iat: now, nbf: now, exp: now + 30 }
    const body = { question: 'ping' }
    return JSON.stringify({ kind: 'ask', id: randomUUID(), ...times, device: device(), body })
  }
  const sign = async (key: CryptoKey, kid: string, text = command()) =>
    new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key)
  const strangersKey = async () => (await generateKeyPair('Ed25519')).privateKey
  const ourKey = async () => {
    const [kept] = (await commandKeyFile.read(plane.dataDir)) ?? []
    return (await importJWK(kept?.jwk ?? {}, 'EdDSA')) as CryptoKey
  }
  const ourKid = () => keys.public[0]?.kid ?? ''

  test.each([
    ['by a stranger under our name', 'wrong_signature', async () => sign(await strangersKey(), ourKid())],
    ['by a key that nobody handed out', 'unknown_key', async () => sign(await strangersKey(), 'stranger')],
    [
      'for something else and changed on the way',
      'wrong_signature',
      async () => {
        const [head, , signature] = (await good()).jws.split('.')
        return [head, Buffer.from(command()).toString('base64url'), signature].join('.')
      },
    ],
    [
      'by nobody at all',
      'unknown_key',
      async () => {
        const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
        return `${none}.${Buffer.from(command()).toString('base64url')}.AA`
      },
    ],
    ['by us, and nonsense', 'unreadable', async () => sign(await ourKey(), ourKid(), 'nonsense')],
  ] as const)('a question signed %s is %s and not run', async (_what, rejection, make) => {
    const before = asks()
    expect(await taken.say(await make())).toEqual({ id: null, outcome: 'rejected', rejection })
    expect(asks()).toBe(before)
  })

  test('cannot hand out a key of its own, and a key of ours is taken with the next welcome', async () => {
    const mine = await generateKeyPair('Ed25519')
    const { x } = (await crypto.subtle.exportKey('jwk', mine.publicKey)) as { x: string }
    const key = { kid: 'mine', kty: 'OKP', crv: 'Ed25519', x }
    const notice = JSON.stringify({ kind: 'command_key', key })
    const again = async (jws: string) => {
      const before = taken.welcomed()
      taken.announce(jws)
      await until('the set is back', () => taken.welcomed() > before)
    }
    await again(await sign(mine.privateKey, ourKid(), notice))
    expect(await taken.say(await sign(mine.privateKey, 'mine'))).toMatchObject({ rejection: 'unknown_key' })

    const kept = (await commandKeyFile.read(plane.dataDir)) ?? []
    await commandKeyFile.replace(plane.dataDir, [await makeKey(Date.now()), ...kept])
    keys = await openCommandKeys(plane.dataDir, Date.now())
    // Root on the set judges it for itself.
    const root = await listenForRoot()
    await again(keys.notice ?? '')
    const { id, jws } = await good()
    await until('the new key is held', async () => (await readFile(file(), 'utf8')).includes(ourKid()))
    expect(await taken.say(jws)).toEqual({ id, outcome: 'done' })
    await until('root heard of it', () => root.heard.includes(keys.notice ?? ''))
    root.stop()
  })
})
