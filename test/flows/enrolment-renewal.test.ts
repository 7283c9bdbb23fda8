import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { recordConnect, recordRefusedConnect } from '../../controlplane/enrolment/connect/actions.ts'
import { findAdmissible } from '../../controlplane/enrolment/queries.ts'
import { downTopic } from '../../protocol/topics.ts'
import { tellDevice } from '../support/registration.ts'
import { until } from '../support/until.ts'
import {
  connectSet,
  credentialOf,
  deviceNoOf,
  type EnrolledSet,
  enrolSet,
  makeKeyAndCsr,
  openEnrolmentGround,
  renewLateOf,
  renewOf,
  stateOf,
} from './enrolment-ground.ts'

const dayMs = 86_400_000
const ground = openEnrolmentGround()

test('a connected set gets its next certificate over MQTT, and the same one when it asks again', async () => {
  const set = await enrolSet()
  const { client, send, hello, goodbye } = await connectSet(set)
  const answers: { chain?: string; refused?: string }[] = []
  client.on('message', (topic, payload) => {
    if (topic === downTopic(set.deviceId, 'certificate')) answers.push(JSON.parse(payload.toString()))
  })
  await hello()
  const { key, csr } = await makeKeyAndCsr()
  await send('renew', 0, { csr })
  await until('a certificate', () => answers.length === 1)
  await send('renew', 0, { csr })
  await until('the same again', () => answers.length === 2)
  expect(answers[1]).toEqual(answers[0])
  await send('renew', 0, { csr: 'x'.repeat(100) })
  await until('a refusal', () => answers.length === 3)
  expect(answers[2]).toEqual({ refused: 'bad_csr' })
  await goodbye()

  const next = { ...set, cert: answers[0]?.chain as string, key }
  const again = await connectSet(next)
  await again.hello()
  await again.goodbye()
  await expect(connectSet(set)).rejects.toThrow()
  await until('in question', async () => (await stateOf(set.deviceId)) === 'questioned')
})

test('a renewal asks for a new key: one that the device had is refused', async () => {
  const set = await enrolSet()
  const { privateKey, publicKey } = await keysOf(set)
  const { Pkcs10CertificateRequestGenerator } = await import('@peculiar/x509')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=another name',
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
  })
  expect(await renewOf(set, request.toString('pem'))).toEqual({ refused: 'bad_csr' })
})

test('until a new certificate has connected, the old one connects as well', async () => {
  const set = await enrolSet()
  const { csr } = await makeKeyAndCsr()
  const answer = await renewOf(set, csr)
  if (!('chain' in answer)) throw new Error(`no certificate: ${answer.refused}`)
  const [old, next] = [credentialOf(set.cert), credentialOf(answer.chain)]
  const { sql } = ground.plane
  const now = ground.plane.clock.now()
  expect(await findAdmissible(sql, set.deviceId, old, now)).toMatchObject({ ok: true, isFirst: true })
  expect(await findAdmissible(sql, set.deviceId, next, now)).toMatchObject({ ok: true, isFirst: true })
  const { no, serial } = { no: await deviceNoOf(set), serial: next.serial }
  await recordConnect(sql, { deviceNo: no, serial, now })
  expect(await findAdmissible(sql, set.deviceId, next, now)).toMatchObject({ ok: true, isFirst: false })
  const refused = await findAdmissible(sql, set.deviceId, old, now)
  expect(refused).toEqual({ ok: false, why: 'replaced' })
  expect(
    await recordRefusedConnect(sql, { deviceId: set.deviceId, credential: old, why: 'replaced', now }),
  ).toBe(set.label)
  expect(await stateOf(set.deviceId)).toBe('questioned')
  expect(await findAdmissible(sql, set.deviceId, next, now)).toMatchObject({ ok: true })
})

test('every reason to refuse a connect is told apart', async () => {
  const [set, other] = [await enrolSet(), await enrolSet()]
  const { sql } = ground.plane
  const credential = credentialOf(set.cert)
  const unknown = '019aa000-0000-7000-8000-000000000000'
  const at = ground.plane.clock.now()
  expect(await findAdmissible(sql, unknown, credential, at)).toEqual({ ok: false, why: 'unknown' })
  const foreign = { ...credential, serial: 'abc' }
  expect(await findAdmissible(sql, set.deviceId, foreign, at)).toEqual({
    ok: false,
    why: 'not_its_certificate',
  })
  expect(await findAdmissible(sql, other.deviceId, credential, at)).toEqual({
    ok: false,
    why: 'not_its_certificate',
  })
  expect(await findAdmissible(sql, set.deviceId, credential, at + 31 * dayMs)).toEqual({
    ok: false,
    why: 'expired',
  })
  await tellDevice(ground.plane.admin, set.deviceId, 'revoke')
  expect(await findAdmissible(sql, set.deviceId, credential, at)).toEqual({
    ok: false,
    why: 'device_may_not',
  })
})

test('a device in question gets no certificate until an administrator accepts it', async () => {
  const set = await enrolSet()
  await ground.plane.sql`update devices set state = 'questioned' where id = ${set.deviceId}`
  const { csr } = await makeKeyAndCsr()
  expect(await renewOf(set, csr)).toEqual({ refused: 'device_may_not' })
  expect(await renewLateOf(set, csr)).toEqual({ ok: false, refusal: 'device_may_not' })
  await tellDevice(ground.plane.admin, set.deviceId, 'accept')
  expect(await stateOf(set.deviceId)).toBe('active')
  expect(await renewOf(set, csr)).toHaveProperty('chain')
})

test('a device that asks for certificates without end is held to a number a day', async () => {
  const set = await enrolSet()
  let refused: unknown
  for (let asked = 0; asked < 120 && refused === undefined; asked += 1) {
    const { csr } = await makeKeyAndCsr()
    const answer = await renewOf(set, csr)
    if ('refused' in answer) refused = { asked, ...answer }
  }
  expect(refused).toEqual({ asked: 99, refused: 'too_many' })
  const { csr } = await makeKeyAndCsr()
  expect(await renewOf(set, csr, ground.plane.clock.now() + dayMs)).toHaveProperty('chain')
})

test('one request sent twenty times at once is signed once', async () => {
  const set = await enrolSet()
  const { csr } = await makeKeyAndCsr()
  const answers = await Promise.all(Array.from({ length: 20 }, () => renewOf(set, csr)))
  expect(new Set(answers.map(answer => 'chain' in answer && answer.chain)).size).toBe(1)
  const [count] = await ground.plane.sql<{ certificates: number }[]>`
    select count(*)::int4 as certificates from certificates where device_no = ${await deviceNoOf(set)}`
  expect(count).toEqual({ certificates: 2 })
})

async function keysOf({ cert, key }: EnrolledSet): Promise<CryptoKeyPair> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const der = (pem: string) => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', der(key), algorithm, false, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify']),
  }
}
