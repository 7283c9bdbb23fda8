import { Compile } from 'typebox/compile'
import { Beacon, type Certificate, LateRenewal, type SetDoorRefusal } from '../../../protocol/enrolment.ts'
import { questionDevice } from '../../devices/state/actions.ts'
import type { DeviceRef } from '../../platform/broker/broker.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Authority } from '../authority/queries.ts'
import { type Csr, issueCertificate, readCsr } from '../certificate/actions.ts'
import { type Proof, proveDevice } from '../proof/queries.ts'
import { findCertificate, type SignedCertificate } from '../queries.ts'
import { isWithinLateRenewal, mayGetCertificate } from '../rules.ts'

const lateRenewal = Compile(LateRenewal)
const beacon = Compile(Beacon)

/** `questioned`: the label of the set whose device came in question by this. */
type Refusal = { ok: false; refusal: SetDoorRefusal; questioned?: string }
/** `at`: what the set's own clock said, for the log alone. */
export type Renewal = { ok: true; label: string; chain: string; serial: string; at?: number } | Refusal
type Renewing = { authority: Authority; device: DeviceRef; csr: string; now: number }

/**
 * Renewal over MQTT, by the certificate of the connection. The same request again gets the same certificate. A
 * replaced certificate puts the device in question (R32). `now`: ms since 1970 UTC.
 */
export async function renew(
  tx: Transaction,
  { authority, device, csr, now }: Renewing,
): Promise<Certificate> {
  const found = device.serial === undefined ? undefined : await findCertificate(tx, device.serial)
  if (!found || found.deviceNo !== device.no) return { refused: 'not_ours' }
  const renewed = await renewBy(tx, { authority, found, csr: await readCsr(csr), now })
  return renewed.ok ? { chain: renewed.chain } : { refused: renewed.refusal }
}

type Late = { authority: Authority; jws: string; now: number }

/**
 * Renewal on the set door, proven by the key of a certificate that ended at most 180 days ago, or still holds.
 * `now`: ms since 1970 UTC.
 */
export async function renewLate(sql: Database, { authority, jws, now }: Late): Promise<Renewal> {
  const known = await findProven(sql, { authority, jws, now })
  if (!known.ok) return known
  const { found, payload } = known
  if (!lateRenewal.Check(payload) || payload.device !== found.deviceId)
    return { ok: false, refusal: 'bad_request' }
  const csr = await readCsr(payload.csr)
  const renewed = await sql.begin(tx => renewBy(tx, { authority, found, csr, now }))
  return renewed.ok ? { ...renewed, at: payload.at } : renewed
}

/** A set that MQTT does not let through. `at`: its own clock, for the log alone. */
export type Beaconed =
  | { ok: true; deviceNo: number; label: string; doors: Beacon['doors']; at: number }
  | Refusal

/** Whose beacon this is, proven by a certificate in force. `now`: ms since 1970 UTC. */
export async function findBeacon(sql: Database, { authority, jws, now }: Late): Promise<Beaconed> {
  const known = await findProven(sql, { authority, jws, now })
  if (!known.ok) return known
  const { found, payload } = known
  if (!beacon.Check(payload) || payload.device !== found.deviceId)
    return { ok: false, refusal: 'bad_request' }
  if (!found.live) return { ok: false, refusal: 'device_may_not' }
  if (found.replacedAt !== null) return doubt(sql, found, now)
  if (found.notAfter <= now) return { ok: false, refusal: 'too_late' }
  return { ok: true, deviceNo: found.deviceNo, label: found.label, doors: payload.doors, at: payload.at }
}

type Proven = { ok: true; found: SignedCertificate; payload: Proof['payload'] } | Refusal

async function findProven(sql: Database, { authority, jws, now }: Late): Promise<Proven> {
  const proven = await proveDevice(authority, jws, now)
  if (!proven.ok) return proven
  const { serial, commonName, fingerprint, payload } = proven.proof
  const found = await findCertificate(sql, serial)
  const isIts = found?.deviceId === commonName && found.fingerprint === fingerprint
  if (!found || !isIts) return { ok: false, refusal: 'not_ours' }
  return { ok: true, found, payload }
}

type By = { authority: Authority; found: SignedCertificate; csr: Csr | undefined; now: number }

async function renewBy(tx: Transaction, { authority, found, csr, now }: By): Promise<Renewal> {
  const { deviceNo, deviceId, label, state } = found
  if (found.replacedAt !== null) {
    return found.live ? doubt(tx, found, now) : { ok: false, refusal: 'replaced' }
  }
  if (!mayGetCertificate(state)) return { ok: false, refusal: 'device_may_not' }
  if (!isWithinLateRenewal(found.notAfter, now)) return { ok: false, refusal: 'too_late' }
  if (!csr) return { ok: false, refusal: 'bad_csr' }
  const issued = await issueCertificate(tx, { authority, device: { no: deviceNo, id: deviceId }, csr, now })
  if (!issued.ok) return issued
  return { ok: true, label, chain: issued.chain, serial: issued.serial }
}

async function doubt(
  tx: Transaction | Database,
  { deviceNo, label }: SignedCertificate,
  now: number,
): Promise<Refusal> {
  const isNew = await questionDevice(tx, { deviceNo, cause: 'replaced_certificate', now })
  return { ok: false, refusal: 'replaced', ...(isNew ? { questioned: label } : {}) }
}
