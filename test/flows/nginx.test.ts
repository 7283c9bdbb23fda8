import { connectAsync } from 'mqtt'
import { expect, test } from 'vitest'
import { contracts } from '../../controlplane/contracts.ts'
import { registerDevices } from '../../controlplane/devices/actions.ts'
import { issueToken } from '../../controlplane/enrolment/token/actions.ts'
import type { Contract } from '../../controlplane/platform/http/api.ts'
import { registerSets } from '../../controlplane/sets/actions.ts'
import { mqttWsPath } from '../../protocol/doors.ts'
import { base32 } from '../../protocol/enrolment-code.ts'
import { giveCertificate } from '../support/authority.ts'
import { makeCsr } from '../support/certificates.ts'
import { makeLinks } from '../support/people.ts'
import { newDeviceId } from '../support/registration.ts'
import { ask, host, openNginxGround, openTls } from './nginx-ground.ts'

const ground = openNginxGround()
const wrongLinksMax = 10
const wrongCodesMax = 120

test('mqtt.<host> on the shared port reaches the broker, which sees the certificate of the set', async () => {
  const deviceId = newDeviceId()
  const by = { actor: 'server', now: Date.now() }
  const { plane, authority, port } = ground
  await registerSets(plane.sql, [{ label: 'HS-0001', kind: 'home', components: [] }], by)
  await registerDevices(plane.sql, [{ id: deviceId, set: 'HS-0001' }], by)
  const { key, cert } = await giveCertificate(plane.sql, authority, deviceId)
  // The words of the certificate go through to TLS; the client library's own type does not name them all.
  const wsOptions = { key, cert, ca: authority.rootPem, servername: `mqtt.${host}` }
  const client = await connectAsync({
    protocol: 'wss',
    host: '127.0.0.1',
    port,
    path: mqttWsPath,
    protocolVersion: 4,
    clientId: deviceId,
    reconnectPeriod: 0,
    wsOptions,
  })
  expect(client.connected).toBe(true)
  await client.endAsync()
})

test('set.<host> on the shared port reaches the set door', async () => {
  const answer = await ask(ground.port, { name: `set.${host}`, path: '/', ca: ground.authority.rootPem })
  expect(answer).toEqual({
    status: 404,
    body: JSON.stringify({ error: 'not_found', message: 'There is nothing here.' }),
  })
})

test('<host> on the shared port reaches the console, and only by that name', async () => {
  const { cookie } = ground.plane.admin
  const at = { name: host, ca: ground.consoleCa, cookie }
  const page = await ask(ground.port, { ...at, path: '/' })
  expect(page.status).toBe(200)
  expect(page.body).toContain('<title>Setwacht')
  const list = await ask(ground.port, { ...at, path: '/api/sets' })
  expect(list.status).toBe(200)
})

test('an unknown name is closed', async () => {
  for (const name of ['other.example', `x.mqtt.${host}`]) {
    const { socket, isOpen } = await openTls(ground.port, name)
    expect(isOpen).toBe(false)
    socket.destroy()
  }
})

test('ten wrong links from one address lock out that address but for a right one, and nobody else', async () => {
  const { plane, port, consoleCa: ca } = ground
  const use = async (token: string, from: string) =>
    (await ask(port, { name: host, path: '/api/sign-in/link', ca, from, body: { token } })).status
  const wrong = 'A'.repeat(43)
  for (let tried = 0; tried < wrongLinksMax; tried += 1) expect(await use(wrong, '127.0.0.2')).toBe(401)
  expect(await use(wrong, '127.0.0.2')).toBe(429)
  expect(await use(wrong, '127.0.0.3')).toBe(401)
  const token = new URL((await makeLinks(plane)).lead).hash.slice(1)
  expect(await use(token, '127.0.0.2')).toBe(200)
})

test('wrong codes from one address lock out that address but for a right one, and nobody else', async () => {
  const { plane, authority, port } = ground
  const csr = await makeCsr()
  const enrol = async (token: string, from: string) => {
    const at = { name: `set.${host}`, path: '/enrol', ca: authority.rootPem, from }
    return (await ask(port, { ...at, body: { token, csr } })).status
  }
  const wrong = base32(new Uint8Array(16).fill(7))
  for (let tried = 0; tried < wrongCodesMax; tried += 1) expect(await enrol(wrong, '127.0.0.2')).toBe(401)
  expect(await enrol(wrong, '127.0.0.2')).toBe(429)
  expect(await enrol(wrong, '127.0.0.3')).toBe(401)
  const by = { actor: 'server', now: Date.now() }
  await registerSets(plane.sql, [{ label: 'KS-0901', kind: 'school', components: [] }], by)
  const token = base32(crypto.getRandomValues(new Uint8Array(16)))
  expect(await issueToken(plane.sql, { label: 'KS-0901', token, ...by })).toMatchObject({ ok: true })
  expect(await enrol(token, '127.0.0.2')).toBe(200)
})

test('the largest file that is taken comes through', async () => {
  const { plane, port, consoleCa: ca } = ground
  const all = Object.entries<Contract>(contracts)
  const [key, { bodyBytesMax = 0 }] = all.sort(
    ([, a], [, b]) => (b.bodyBytesMax ?? 0) - (a.bodyBytesMax ?? 0),
  )[0]!
  const path = key.split(' ')[1]!.replace(':code', 'T-2026-0001')
  const body = { file: 'A'.repeat(bodyBytesMax - 100) }
  const { status, body: said } = await ask(port, { name: host, path, ca, cookie: plane.admin.cookie, body })
  expect(status).not.toBe(413)
  expect(JSON.parse(said)).toHaveProperty('error')
})
