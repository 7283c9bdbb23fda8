import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { type Authority, loadAuthority } from '../../controlplane/enrolment/authority/queries.ts'
import { recordConnect } from '../../controlplane/enrolment/connect/actions.ts'
import { renew, renewLate } from '../../controlplane/enrolment/renewal/actions.ts'
import type { Credential } from '../../controlplane/platform/broker/broker.ts'
import { openTestAuthority, type TestAuthority, tlsOf } from '../support/authority.ts'
import { makeCsr, makeKeys, readCertificate } from '../support/certificates.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askForCodeParts, registerSet } from '../support/enrolment.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { askSetDoor, signAsDevice } from '../support/set-door.ts'

type Ground = { plane: TestControlPlane<HeldClock>; authority: Authority; signers: TestAuthority }

/** A set that enrolled: its certificate and key in PEM, and the request it asked with. */
export type EnrolledSet = {
  label: string
  deviceId: string
  token: string
  csr: string
  cert: string
  key: string
}

const ground = {} as Ground
let sets = 0

/** One control plane with an authority and a held clock for all tests of a file. */
export function openEnrolmentGround(): Ground {
  beforeAll(async () => {
    const plane = await startControlPlane({ authority: true, clock: holdClock() })
    const authority = await loadAuthority(plane.dataDir)
    if (!authority) throw new Error('the authority that was made cannot be found')
    Object.assign(ground, { plane, authority, signers: await openTestAuthority(plane.dataDir) })
  })
  afterAll(() => ground.plane.stop())
  return ground
}

/** A registered set and the token of a fresh code for it. */
export async function makeSetWithToken(): Promise<{ label: string; token: string }> {
  sets += 1
  const label = `KS-${String(sets).padStart(4, '0')}`
  await registerSet(ground.plane.admin, label)
  const { token } = await askForCodeParts(ground.plane.admin, label)
  return { label, token }
}

export async function makeKeyAndCsr(): Promise<{ key: string; csr: string }> {
  const keys = await makeKeys()
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`,
    csr: await makeCsr(keys),
  }
}

/** Asks the set door over HTTPS. */
export function ask(path: '/enrol' | '/renew' | '/beacon', body: unknown) {
  return askSetDoor(ground.plane.setPort, ground.authority.rootPem, path, body)
}

export async function enrolSet(): Promise<EnrolledSet> {
  const { label, token } = await makeSetWithToken()
  const { key, csr } = await makeKeyAndCsr()
  const { status, body } = await ask('/enrol', { token, csr })
  if (status !== 200) throw new Error(`not enrolled: ${JSON.stringify(body)}`)
  return { label, deviceId: String(body.device_id), token, csr, cert: String(body.chain), key }
}

export async function stateOf(deviceId: string): Promise<string | undefined> {
  const [device] = await ground.plane.sql<
    { state: string }[]
  >`select state from devices where id = ${deviceId}`
  return device?.state
}

/** Connects it, a second later. */
export function connectSet(set: EnrolledSet) {
  ground.plane.clock.move(1000)
  const tls = tlsOf(ground.authority, readCertificate(set.cert, set.key))
  return connectHandSet({ deviceId: set.deviceId, mqttPort: ground.plane.mqttPort, tls })
}

export async function renewOf(set: EnrolledSet, csr: string, now = ground.plane.clock.now()) {
  const { authority, plane } = ground
  const device = {
    no: await deviceNoOf(set),
    id: set.deviceId,
    label: set.label,
    serial: credentialOf(set.cert).serial,
  }
  return plane.sql.begin(tx => renew(tx, { authority, device, csr, now }))
}

export async function renewLateOf(set: EnrolledSet, csr: string, now = ground.plane.clock.now()) {
  const jws = await signAsDevice(set, { purpose: 'renew', device: set.deviceId, at: 0, csr })
  return renewLate(ground.plane.sql, { authority: ground.authority, jws, now })
}

/** The set renews, and its new certificate connects. */
export async function replaceCertificate(set: EnrolledSet): Promise<void> {
  const answer = await renewOf(set, (await makeKeyAndCsr()).csr)
  if (!('chain' in answer)) throw new Error(`no certificate: ${answer.refused}`)
  const { serial } = credentialOf(answer.chain)
  await recordConnect(ground.plane.sql, {
    deviceNo: await deviceNoOf(set),
    serial,
    now: ground.plane.clock.now(),
  })
}

export async function deviceNoOf({ deviceId }: Pick<EnrolledSet, 'deviceId'>): Promise<number> {
  const [row] = await ground.plane.sql<
    { no: number }[]
  >`select device_no as no from devices where id = ${deviceId}`
  return row!.no
}

export function credentialOf(chain: string): Credential {
  const { subject, serialNumber, validToDate, fingerprint256 } = new X509Certificate(chain)
  return {
    commonName: subject!.slice(3),
    serial: serialNumber.toLowerCase(),
    notAfter: validToDate.getTime(),
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}
