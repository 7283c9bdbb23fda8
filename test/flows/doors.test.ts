import { connect as connectTcp } from 'node:net'
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { mqttWsPath } from '../../protocol/doors.ts'
import { giveCertificate, openTestAuthority, type TestAuthority, tlsOf } from '../support/authority.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs, tellDevice } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane
let authority: TestAuthority
const free: string[] = []

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
  authority = await openTestAuthority(plane.dataDir)
  const pairs = await registerPairs(plane.admin, 10)
  free.push(...pairs.flatMap(({ home, school }) => [home.deviceId, school.deviceId]))
})
afterAll(() => plane.stop())

/** A device of its own for each test, and how it connects. */
async function enrolledSet(wish: { notAfter?: number } = {}) {
  const deviceId = free.pop() as string
  const certificate = await giveCertificate(plane.sql, authority, deviceId, wish)
  return { deviceId, mqttPort: plane.mqttPort, tls: tlsOf(authority, certificate) }
}

/** How a TLS connection went: what the session can be resumed with, or the reason why it was closed. */
async function openTls(options: object): Promise<{ socket: TLSSocket; end: Promise<string> }> {
  const socket = connectTls({ host: '127.0.0.1', port: plane.mqttPort, ...options })
  const end = new Promise<string>(resolve => {
    let reason = 'closed'
    socket.on('error', failure => {
      reason = (failure as NodeJS.ErrnoException).code ?? failure.message
    })
    socket.on('close', () => resolve(reason))
  })
  await Promise.race([new Promise(resolve => socket.once('secureConnect', resolve)), end])
  return { socket, end }
}

describe('a set with its certificate comes in', () => {
  test.each([
    ['over TLS', false],
    ['in a WebSocket over TLS', true],
  ])('%s: its report is stored and acknowledged', async (_way, ws) => {
    const start = await enrolledSet()
    const mqttPort = ws ? plane.mqttWsPort : plane.mqttPort
    const set = await connectHandSet({ ...start, mqttPort, ws })
    await set.hello()
    await set.send('report', 1, reportBody())
    await set.acknowledges(1)
    await set.goodbye()
  })

  test('the later of two connections with one certificate stays', async () => {
    const start = await enrolledSet()
    const earlier = await connectHandSet(start)
    const later = await connectHandSet({ ...start, connection: 2 })
    await until('the earlier connection is closed', () => !earlier.client.connected, 5000)
    await later.hello()
    await later.goodbye()
  })
})

describe('whoever shows no certificate stays outside', () => {
  test('plain MQTT on the TLS port is closed', async () => {
    const socket = connectTcp(plane.mqttPort, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(Buffer.from('101000044d5154540402001e000474657374', 'hex'))
    await new Promise(resolve => socket.once('close', resolve))
    expect(socket.bytesRead).toBeLessThan(20)
  })

  test('a set that names another device is refused', async () => {
    const start = await enrolledSet()
    const other = free.at(-1) as string
    await expect(connectHandSet({ ...start, deviceId: other })).rejects.toThrow(/Not authorized|authorized/i)
  })

  test('a web page without the MQTT subprotocol, or with text, is closed', async () => {
    const { tls } = await enrolledSet()
    const url = `wss://127.0.0.1:${plane.mqttWsPort}${mqttWsPath}`
    const options = { ...tls, servername: 'localhost' }
    const closed = (socket: WebSocket) =>
      new Promise<string>(resolve => {
        socket.on('error', failure => resolve(failure.message))
        socket.on('close', () => resolve('closed'))
      })
    expect(await closed(new WebSocket(url, options))).toMatch(/hang up|closed/)
    const texting = new WebSocket(url, 'mqtt', options)
    texting.on('open', () => texting.send('hello'))
    expect(await closed(texting)).toBe('closed')
    const answer = await closed(new WebSocket(url.replace(mqttWsPath, '/other'), 'mqtt', options))
    expect(answer).toContain('400')
  })
})

describe('a certificate counts only while it holds', () => {
  test('an open connection is closed when its certificate ends', async () => {
    const notAfter = Math.ceil(Date.now() / 1000) * 1000 + 2000
    const set = await connectHandSet(await enrolledSet({ notAfter }))
    await set.hello()
    await until('the connection is closed', () => !set.client.connected, 6000)
    expect(Date.now() - notAfter).toBeGreaterThanOrEqual(0)
    expect(Date.now() - notAfter).toBeLessThan(2000)
  })

  test.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('%s: no session is resumed', async maxVersion => {
    const { tls } = await enrolledSet()
    let session: Buffer | undefined
    const first = await openTls({ ...tls, maxVersion })
    first.socket.on('session', saved => {
      session = saved
    })
    first.socket.write(Buffer.from([0xc0, 0x00]))
    await first.end
    const held = session ?? first.socket.getSession()
    const second = await openTls({ ...tls, maxVersion, session: held })
    expect(second.socket.isSessionReused()).toBe(false)
    second.socket.destroy()
    await second.end
  })

  test('a set that takes up an old session after its certificate ended is refused', async () => {
    const notAfter = Math.ceil(Date.now() / 1000) * 1000 + 2000
    const start = await enrolledSet({ notAfter })
    const session = await sessionOf(start)
    await until('the certificate ends', () => Date.now() > notAfter, 5000)
    const { socket, end } = await openTls({ ...start.tls, session })
    let heard = 0
    socket.on('data', chunk => {
      heard += chunk.length
    })
    await end
    expect(heard).toBe(0)
  })

  test('a set that was revoked is cut at once, and refused afterwards, with an old session too', async () => {
    const start = await enrolledSet()
    const session = await sessionOf(start)
    const set = await connectHandSet(start)
    await set.hello()
    await tellDevice(plane.admin, start.deviceId, 'revoke')
    await until('the connection is closed', () => !set.client.connected, 5000)
    await expect(connectHandSet(start)).rejects.toThrow(/authorized/i)
    const tls = { ...start.tls, session }
    await expect(connectHandSet({ ...start, tls })).rejects.toThrow(/authorized/i)
  })
})

/** What a client may keep of a connection that was let in, to take it up again. */
async function sessionOf(start: Parameters<typeof connectHandSet>[0]): Promise<Buffer> {
  const set = await connectHandSet(start)
  const session = (set.client.stream as unknown as TLSSocket).getSession()
  await set.goodbye()
  if (session === undefined) throw new Error('the connection has no session')
  return session
}
