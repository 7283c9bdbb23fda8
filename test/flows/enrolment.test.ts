import { X509Certificate } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { moveDevice } from '../../controlplane/devices/state/actions.ts'
import { enrol } from '../../controlplane/enrolment/actions.ts'
import { parseEnrolmentCode } from '../../protocol/enrolment-code.ts'
import { makeCsr } from '../support/certificates.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { askForCode, registerSet } from '../support/enrolment.ts'
import { askAs, tellAs } from '../support/people.ts'
import { newDeviceId, post, tellDevice } from '../support/registration.ts'
import { until } from '../support/until.ts'
import {
  ask,
  connectSet,
  deviceNoOf,
  enrolSet,
  makeKeyAndCsr,
  makeSetWithToken,
  openEnrolmentGround,
  stateOf,
} from './enrolment-ground.ts'

const dayMs = 86_400_000
const ground = openEnrolmentGround()

test('a code names the set door and the fingerprint of the root, and enrols its set', async () => {
  await registerSet(ground.plane.admin, 'HS-9001')
  const text = await askForCode(ground.plane.admin, 'HS-9001')
  const code = parseEnrolmentCode(text)
  expect(code).toMatchObject({ host: '127.0.0.1', port: ground.plane.setPort })
  expect(code?.fingerprint).toBe(ground.authority.fingerprint)

  const { csr } = await makeKeyAndCsr()
  const { status, body } = await ask('/enrol', { token: code?.token, csr })
  expect(status).toBe(200)
  expect(body).toMatchObject({ label: 'HS-9001', root: ground.authority.rootPem, now: expect.any(Number) })
  expect(body.doors).toHaveLength(3)
  expect(body.command_keys).not.toHaveLength(0)
  expect(await stateOf(String(body.device_id))).toBe('prepared')
})

test('the certificate says who the device is and nothing else, for thirty days', async () => {
  const set = await enrolSet()
  const leaf = new X509Certificate(set.cert)
  expect(leaf.subject).toBe(`CN=${set.deviceId}`)
  expect(leaf.subjectAltName).toBeUndefined()
  expect(leaf.ca).toBe(false)
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  expect(leaf.serialNumber).toMatch(/^[1-9A-F][0-9A-F]{31}$/)
  const days = (leaf.validToDate.getTime() - ground.plane.clock.now()) / dayMs
  expect(days).toBeGreaterThan(29.9)
  expect(days).toBeLessThanOrEqual(30)
  expect(leaf.verify(new X509Certificate(ground.authority.devices.certificatePem).publicKey)).toBe(true)
})

test('a lost answer can be asked for again, and another key cannot use the same code', async () => {
  const set = await enrolSet()
  const again = await ask('/enrol', { token: set.token, csr: set.csr })
  expect(again).toMatchObject({ status: 200, body: { device_id: set.deviceId, chain: set.cert } })
  const { csr } = await makeKeyAndCsr()
  expect(await ask('/enrol', { token: set.token, csr })).toMatchObject({
    status: 409,
    body: { error: 'token_used' },
  })

  const later = { token: set.token, csr: set.csr }
  const { plane, authority } = ground
  const after = await enrol(plane.sql, { authority, request: later, now: plane.clock.now() + 7 * dayMs })
  expect(after).toEqual({ ok: false, refusal: 'token_used' })
})

test('a request that its key did not sign, or by another kind of key, is refused and leaves the code unused', async () => {
  const { token } = await makeSetWithToken()
  const { csr } = await makeKeyAndCsr()
  const otherKind = { name: 'ECDSA', namedCurve: 'P-384' }
  const ofOtherKind = await crypto.subtle.generateKey(otherKind, true, ['sign', 'verify'])
  const lines = csr.split('\n')
  const middle = lines[2] as string
  lines[2] = `${middle.startsWith('A') ? 'B' : 'A'}${middle.slice(1)}`
  for (const bad of [
    lines.join('\n'),
    await makeCsr(ofOtherKind),
    csr.replaceAll('CERTIFICATE REQUEST', 'THING'),
    'x'.repeat(99),
  ]) {
    expect(await ask('/enrol', { token, csr: bad })).toMatchObject({
      status: 400,
      body: { error: 'bad_csr' },
    })
  }
  expect((await ask('/enrol', { token, csr })).status).toBe(200)
})

test('a set in use gets no code; once its device is revoked a new code makes a new device', async () => {
  const set = await enrolSet()
  await expect(askForCode(ground.plane.admin, set.label)).rejects.toThrow('set_has_device')
  await tellDevice(ground.plane.admin, set.deviceId, 'revoke')
  expect(await stateOf(set.deviceId)).toBe('revoked')
  expect(await ask('/enrol', { token: set.token, csr: set.csr })).toMatchObject({
    status: 403,
    body: { error: 'device_may_not' },
  })

  const code = parseEnrolmentCode(await askForCode(ground.plane.admin, set.label))
  const { csr } = await makeKeyAndCsr()
  const { body } = await ask('/enrol', { token: code?.token, csr })
  expect(body.device_id).not.toBe(set.deviceId)
  expect(body.label).toBe(set.label)
})

test('a code that meets a set in use is refused and not used up', async () => {
  const { label, token } = await makeSetWithToken()
  const { admin, sql, clock } = ground.plane
  const deviceId = newDeviceId()
  await post(admin, '/api/devices', [{ id: deviceId, set: label }])
  const by = { deviceNo: await deviceNoOf({ deviceId }), actor: null, now: clock.now() }
  expect(await moveDevice(sql, { ...by, to: 'active', cause: 'connected' })).toBe(true)
  const { csr } = await makeKeyAndCsr()
  expect(await ask('/enrol', { token, csr })).toMatchObject({
    status: 409,
    body: { error: 'device_may_not' },
  })
  expect(await moveDevice(sql, { ...by, to: 'returned', cause: 'returned' })).toBe(true)
  expect((await ask('/enrol', { token, csr })).status).toBe(200)
})

test('a set that enrolled connects, and the page of the set tells its device, certificate and codes', async () => {
  const set = await enrolSet()
  const hand = await connectSet(set)
  await hand.hello()
  await until('active', async () => (await stateOf(set.deviceId)) === 'active')
  const answer = await askAs(ground.plane.admin, `/api/sets/${set.label}/enrolment`)
  expect(await answer.json()).toMatchObject({
    authority: { fingerprint: ground.authority.fingerprint },
    device: { id: set.deviceId, state: 'active' },
    certificates: [{ connectedAt: expect.any(Number), replacedAt: null }],
    tokens: [{ state: 'used' }],
    history: [{ state: 'active' }, { state: 'prepared', cause: 'enrolled', actor: null }],
    earlier: [],
  })
  await hand.goodbye()
})

test('a set without a device shows an empty page, an unknown label is said to be unknown', async () => {
  const { label } = await makeSetWithToken()
  const answer = await askAs(ground.plane.admin, `/api/sets/${label}/enrolment`)
  expect(await answer.json()).toMatchObject({
    device: null,
    certificates: [],
    history: [],
    tokens: [{ state: 'issued' }],
  })
  expect((await askAs(ground.plane.admin, `/api/sets/KS-NONE/enrolment`)).status).toBe(404)
})

test('a code can be revoked until it is used', async () => {
  const { label, token } = await makeSetWithToken()
  const page = await (await askAs(ground.plane.admin, `/api/sets/${label}/enrolment`)).json()
  const [{ id }] = (page as { tokens: [{ id: string }] }).tokens
  const revoke = () => tellAs(ground.plane.admin, `/api/enrolment-tokens/${id}`, {}, 'DELETE')
  expect((await revoke()).status).toBe(200)
  expect((await revoke()).status).toBe(409)
  const { csr } = await makeKeyAndCsr()
  expect(await ask('/enrol', { token, csr })).toMatchObject({ status: 409, body: { error: 'token_revoked' } })
})

test('without an authority there are no codes, and the console says what to run', async () => {
  const plain = await startControlPlane()
  onTestFinished(() => plain.stop())
  await registerSet(plain.admin, 'KS-0001')
  await expect(askForCode(plain.admin, 'KS-0001')).rejects.toThrow(/no_authority.*npm run authority/s)
  const page = await askAs(plain.admin, `/api/sets/KS-0001/enrolment`)
  expect(await page.json()).toMatchObject({ authority: null, device: null })
})

test('codes and certificates are forgotten thirteen months after they ended', async () => {
  const set = await enrolSet()
  const { sql, clock, runDue } = ground.plane
  const count = async () => {
    const [row] = await sql<{ tokens: number; certificates: number }[]>`
      select (select count(*)::int4 from enrolment_tokens where device_no = d.device_no) as tokens,
        (select count(*)::int4 from certificates where device_no = d.device_no) as certificates
      from devices d where d.id = ${set.deviceId}`
    return row
  }
  const wait = (days: number) => {
    clock.move(days * dayMs)
    return runDue()
  }
  await wait(396)
  expect(await count()).toEqual({ tokens: 1, certificates: 1 })
  await wait(8)
  expect(await count()).toEqual({ tokens: 0, certificates: 1 })
  await wait(23)
  expect(await count()).toEqual({ tokens: 0, certificates: 0 })
})
