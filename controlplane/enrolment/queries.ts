import type { FirstNamesOf } from '../audit/log/queries.ts'
import type { Credential, DeviceRef } from '../platform/broker/broker.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import { enrolmentListMax, type SetEnrolment } from './api.ts'
import { tokenStateOf } from './rules.ts'

/** `isFirst`: this certificate has never connected before, so its predecessors are now replaced. */
export type Admission =
  | { ok: true; device: DeviceRef; isFirst: boolean }
  | { ok: false; why: 'unknown' | 'device_may_not' | 'not_its_certificate' | 'replaced' | 'expired' }

type Found = DeviceRef & {
  live: boolean
  fingerprint: string | null
  notAfter: number | null
  connectedAt: number | null
  replacedAt: number | null
}

/**
 * Whether a device may connect with this certificate, whose chain the TLS layer has verified. Asked at every connect:
 * state of the device, whose serial it is, whether a successor has taken over, its end. `now`: ms since 1970 UTC.
 */
export async function findAdmissible(
  sql: Database,
  deviceId: string,
  credential: Credential,
  now: number,
): Promise<Admission> {
  const [found] = await sql<Found[]>`
    select d.device_no as no, d.id, s.label, d.live, c.not_after as "notAfter",
      c.connected_at as "connectedAt", c.replaced_at as "replacedAt", ${fingerprintIn(sql)} as fingerprint
    from devices d join sets s on s.id = d.set_id
    left join certificates c on c.serial = ${credential.serial} and c.device_no = d.device_no
    where d.id = ${deviceId}`
  if (!found) return { ok: false, why: 'unknown' }
  if (!found.live) return { ok: false, why: 'device_may_not' }
  // Bit for bit the one we signed: a stolen key of the authority alone opens nothing.
  const isIts = found.fingerprint === credential.fingerprint && credential.commonName === deviceId
  if (found.notAfter === null || !isIts) return { ok: false, why: 'not_its_certificate' }
  if (found.replacedAt !== null) return { ok: false, why: 'replaced' }
  if (Math.min(found.notAfter, credential.notAfter) <= now) return { ok: false, why: 'expired' }
  const { no, id, label, connectedAt } = found
  return { ok: true, device: { no, id, label, serial: credential.serial }, isFirst: connectedAt === null }
}

/** SHA-256 of a leaf in DER, lower-case hexadecimal, from the chain that is kept in PEM (`c`: certificates). */
function fingerprintIn(sql: Database | Transaction) {
  return sql`encode(sha256(decode(substring(c.chain from 'CERTIFICATE-----([^-]+)-----END'), 'base64')), 'hex')`
}

/** A certificate we signed, with its device. `fingerprint`: SHA-256, lower-case hexadecimal. Instants in ms since 1970 UTC. */
export type SignedCertificate = {
  serial: string
  deviceNo: number
  deviceId: string
  label: string
  state: string
  live: boolean
  fingerprint: string
  notAfter: number
  replacedAt: number | null
}

/** The certificate with this serial (lower-case hexadecimal); undefined: we know of none. */
export async function findCertificate(
  sql: Database | Transaction,
  serial: string,
): Promise<SignedCertificate | undefined> {
  const [found] = await sql<SignedCertificate[]>`
    select c.serial, c.device_no as "deviceNo", d.id as "deviceId", s.label, d.state, d.live,
      c.not_after as "notAfter", c.replaced_at as "replacedAt", ${fingerprintIn(sql)} as fingerprint
    from certificates c join devices d using (device_no) join sets s on s.id = d.set_id
    where c.serial = ${serial}`
  return found
}

type Device = SetEnrolment['earlier'][number] & { deviceNo: number; live: boolean }

/** What is known of the enrolment of a set; undefined: no such set. `fingerprint` undefined: no authority here. */
export async function findSetEnrolment(
  sql: Database,
  label: string,
  fingerprint: string | undefined,
  now: number,
  firstNamesOf: FirstNamesOf,
): Promise<SetEnrolment | undefined> {
  const [set] = await sql<{ id: string }[]>`select id from sets where label = ${label}`
  if (!set) return undefined
  const devices = await sql<Device[]>`
    select device_no as "deviceNo", id, state, live, registered_at as "registeredAt" from devices
    where set_id = ${set.id} order by live desc, device_no desc limit ${enrolmentListMax + 1}`
  const [latest] = devices
  const [tokens, certificates, history] = await Promise.all([
    sql<
      { id: string; issuedAt: number; expiresAt: number; usedAt: number | null; revokedAt: number | null }[]
    >`
      select id, issued_at as "issuedAt", expires_at as "expiresAt", used_at as "usedAt", revoked_at as "revokedAt"
      from enrolment_tokens where set_id = ${set.id} order by issued_at desc, id desc limit ${enrolmentListMax}`,
    sql<SetEnrolment['certificates']>`
      select serial, issued_at as "issuedAt", not_after as "notAfter", connected_at as "connectedAt",
        replaced_at as "replacedAt"
      from certificates where device_no = ${latest?.deviceNo ?? null}
      order by issued_at desc, serial limit ${enrolmentListMax}`,
    sql<Omit<SetEnrolment['history'][number], 'firstName'>[]>`
      select at, state, cause, actor from device_history where device_no = ${latest?.deviceNo ?? null}
      order by at desc limit ${enrolmentListMax}`,
  ])
  const names = await firstNamesOf(history.map(({ actor }) => actor).filter(actor => actor !== null))
  return {
    authority: fingerprint === undefined ? null : { fingerprint },
    device: latest?.live ? shown(latest) : null,
    certificates: [...certificates],
    tokens: tokens.map(({ usedAt, revokedAt, ...token }) => ({
      ...token,
      state: tokenStateOf({ expiresAt: token.expiresAt, usedAt, revokedAt }, now),
    })),
    history: history.map(moment => ({ ...moment, firstName: names.get(moment.actor ?? '') ?? null })),
    earlier: devices.filter(({ live }) => !live).map(shown),
  }
}

function shown({ id, state, registeredAt }: Device): SetEnrolment['earlier'][number] {
  return { id, state, registeredAt }
}
