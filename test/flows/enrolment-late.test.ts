import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadAuthority } from '../../controlplane/enrolment/authority/queries.ts'
import { findAdmissible } from '../../controlplane/enrolment/queries.ts'
import { renewLate } from '../../controlplane/enrolment/renewal/actions.ts'
import { rotateDevices } from '../../provisioning/authority/rotate.ts'
import { makeTwin, tlsOf } from '../support/authority.ts'
import { makeCertificate, makeIssuer } from '../support/certificates.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { tellDevice } from '../support/registration.ts'
import { signAsDevice } from '../support/set-door.ts'
import {
  ask,
  connectSet,
  credentialOf,
  deviceNoOf,
  enrolSet,
  makeKeyAndCsr,
  openEnrolmentGround,
  renewLateOf,
  renewOf,
  replaceCertificate,
  stateOf,
} from './enrolment-ground.ts'

const dayMs = 86_400_000
const ground = openEnrolmentGround()

test('who holds the key of the authority, and copies name and serial of a set, gets in nowhere', async () => {
  const set = await enrolSet()
  const forged = await makeCertificate({
    name: set.deviceId,
    issuer: ground.signers.devices,
    serial: credentialOf(set.cert).serial,
  })
  const { sql, mqttPort } = ground.plane
  const credential = credentialOf(forged.cert)
  expect(credential.serial).toBe(credentialOf(set.cert).serial)
  const refused = { ok: false, why: 'not_its_certificate' }
  expect(await findAdmissible(sql, set.deviceId, credential, ground.plane.clock.now())).toEqual(refused)
  const tls = tlsOf(ground.authority, forged)
  await expect(connectHandSet({ deviceId: set.deviceId, mqttPort, tls })).rejects.toThrow()
  const payload = { purpose: 'renew', device: set.deviceId, at: 0, csr: (await makeKeyAndCsr()).csr }
  expect((await ask('/renew', { jws: await signAsDevice(forged, payload) })).body.error).toBe('not_ours')
})

test('a set that comes back after months trades its ended certificate for a new one, up to 180 days', async () => {
  const set = await enrolSet()
  const ended = ground.plane.clock.now() + 30 * dayMs
  const { csr } = await makeKeyAndCsr()
  expect(await renewLateOf(set, csr, ended + 181 * dayMs)).toEqual({ ok: false, refusal: 'too_late' })
  const renewed = await renewLateOf(set, csr, ended + 179 * dayMs)
  expect(renewed).toMatchObject({
    ok: true,
    label: set.label,
    chain: expect.stringContaining('BEGIN CERTIFICATE'),
  })
  expect(await renewLateOf(set, csr, ended + 179 * dayMs)).toEqual(renewed)
})

test('late renewal tells every wrong proof apart', async () => {
  const [set, other] = [await enrolSet(), await enrolSet()]
  const { csr } = await makeKeyAndCsr()
  const payload = { purpose: 'renew', device: set.deviceId, at: 0, csr }
  const late = async (
    certificate: { key: string; cert: string },
    say: object = payload,
    signWith?: string,
  ) => {
    const { status, body } = await ask('/renew', { jws: await signAsDevice(certificate, say, signWith) })
    return `${status} ${body.error}`
  }
  const twin = await makeTwin(ground.signers)
  const { devices } = ground.signers
  const otherCurve = await makeIssuer(devices.certificate.subjectName.toJSON(), undefined, 'P-384')
  const name = set.deviceId
  expect(await late(await makeCertificate({ name, issuer: twin }))).toBe('401 not_ours')
  expect(await late(await makeCertificate({ name, issuer: 'self' }))).toBe('401 not_ours')
  expect(await late(await makeCertificate({ name, issuer: twin, isGarbled: true }))).toBe('401 not_ours')
  expect(await late(await makeCertificate({ name, issuer: otherCurve }))).toBe('401 not_ours')
  expect(await late(await makeCertificate({ name, issuer: devices }))).toBe('401 not_ours')
  expect(await late(await makeCertificate({ name, issuer: ground.signers.servers }))).toBe('401 not_ours')
  expect(await late(set, payload, other.key)).toBe('401 not_proven')
  expect(await late(other)).toBe('400 bad_request')
  expect(await late(set, { ...payload, purpose: 'beacon' })).toBe('400 bad_request')
  expect(await late(set, { ...payload, csr: 'x'.repeat(100) })).toBe('400 bad_csr')
  expect((await ask('/renew', { jws: 'a.b.c'.padEnd(30, 'x') })).body.error).toBe('bad_request')
  await tellDevice(ground.plane.admin, other.deviceId, 'revoke')
  expect(await late(other, { ...payload, device: other.deviceId })).toBe('403 device_may_not')
  expect(await late(set)).toBe('200 undefined')
})

test('a replaced certificate that asks for another puts its device in question', async () => {
  const set = await enrolSet()
  await replaceCertificate(set)
  const { csr } = await makeKeyAndCsr()
  const jws = await signAsDevice(
    set,
    { purpose: 'renew', device: set.deviceId, at: 0, csr },
    (await enrolSet()).key,
  )
  expect((await ask('/renew', { jws })).body.error).toBe('not_proven')
  expect(await stateOf(set.deviceId)).toBe('prepared')
  expect(await renewLateOf(set, csr)).toEqual({ ok: false, refusal: 'replaced', questioned: set.label })
  expect(await stateOf(set.deviceId)).toBe('questioned')
  expect(await renewOf(set, csr)).toEqual({ refused: 'replaced' })
})

test('a beacon by a certificate in force is taken, and no other', async () => {
  const set = await enrolSet()
  const doors = { mqtt_ws: 'blocked', mqtt: 'intercepted', beacon: 'open' }
  const payload = { purpose: 'beacon', device: set.deviceId, at: 0, doors }
  const beacon = async (say: object, signWith = set.key) =>
    ask('/beacon', { jws: await signAsDevice(set, say, signWith) })
  expect(await beacon(payload)).toMatchObject({ status: 200, body: { now: expect.any(Number) } })
  const [row] = await ground.plane.sql<{ beaconAt: number; presence: string }[]>`
    select beacon_at as "beaconAt", presence from connections where device_no = ${await deviceNoOf(set)}`
  expect(row).toMatchObject({ presence: 'degraded', beaconAt: expect.any(Number) })
  expect((await beacon(payload, (await makeKeyAndCsr()).key)).body.error).toBe('not_proven')
  expect((await beacon({ ...payload, doors: { mqtt: 'open' } })).body.error).toBe('bad_request')
  const { clock } = ground.plane
  onTestFinished(() => clock.move(-30 * dayMs))
  clock.move(30 * dayMs)
  expect((await beacon(payload)).body.error).toBe('too_late')
})

test('after a rotation, sets of before still connect, and their next certificate is by the new intermediate', async () => {
  const set = await enrolSet()
  const { dataDir } = ground.plane
  await rotateDevices({ folder: join(dataDir, 'authority'), now: Date.now(), step: () => {} })
  const rotated = (await loadAuthority(dataDir))!
  const again = await connectSet(set)
  await again.goodbye()
  const { csr, key } = await makeKeyAndCsr()
  const jws = await signAsDevice(set, { purpose: 'renew', device: set.deviceId, at: 0, csr })
  const renewed = await renewLate(ground.plane.sql, {
    authority: rotated,
    jws,
    now: ground.plane.clock.now(),
  })
  if (!renewed.ok) throw new Error(renewed.refusal)
  const intermediate = new X509Certificate(rotated.devices.certificatePem)
  expect(new X509Certificate(renewed.chain).verify(intermediate.publicKey)).toBe(true)
  const next = await connectSet({ ...set, cert: renewed.chain, key })
  await next.hello()
  await next.goodbye()
})
