import type { EnrolRequest, SetDoorRefusal } from '../../protocol/enrolment.ts'
import { prepareDevice } from '../devices/actions.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { Authority } from './authority/queries.ts'
import { type Csr, issueCertificate, readCsr } from './certificate/actions.ts'
import { tokenStateOf } from './rules.ts'
import { hashToken } from './token/actions.ts'

/** A code that meets a set in use is refused and not used up; handing in or revoking that device ends the set's open codes. */
export type EnrolRefusal =
  | Extract<SetDoorRefusal, `token_${string}` | 'bad_csr' | 'device_may_not'>
  | 'set_has_device'

/** `isNew`: made by this request; false: the answer of before, once more. */
export type Enrolment =
  | { ok: true; deviceId: string; label: string; chain: string; serial: string; isNew: boolean }
  | { ok: false; refusal: EnrolRefusal }

type Enrolling = { authority: Authority; request: EnrolRequest; now: number }
type Step = { authority: Authority; hash: string; csr: Csr; now: number }

/**
 * Trades a token and a request for a device and its first certificate, once. The same token and request again, while
 * the token would still live, get the same answer. `now`: ms since 1970 UTC.
 */
export async function enrol(sql: Database, { authority, request, now }: Enrolling): Promise<Enrolment> {
  const hash = hashToken(request.token)
  const [known] = await sql<{ setId: string }[]>`
    select set_id as "setId" from enrolment_tokens where hash = ${hash}`
  // A guess costs one look-up: nothing else that it carries is read.
  if (!known) return { ok: false, refusal: 'token_unknown' }
  const csr = await readCsr(request.csr)
  if (!csr) return { ok: false, refusal: 'bad_csr' }
  const step = { authority, hash, csr, now }
  return sql.begin(async tx => {
    // Whatever happens to the device and the codes of a set holds its row first, so nobody waits in a circle.
    await tx`select from sets where id = ${known.setId} for no key update`
    return (await useToken(tx, step)) ?? answerAgain(tx, step)
  })
}

/** Undefined: the token could not be used, and nothing is changed. */
async function useToken(
  tx: Transaction,
  { authority, hash, csr, now }: Step,
): Promise<Enrolment | undefined> {
  const [used] = await tx<{ id: string; setId: string; label: string }[]>`
    update enrolment_tokens t set used_at = ${now}::timestamptz from sets s
    where t.hash = ${hash} and t.used_at is null and t.revoked_at is null
      and t.expires_at > ${now}::timestamptz and s.id = t.set_id
    returning t.id, t.set_id as "setId", s.label`
  if (!used) return undefined
  const { id, setId, label } = used
  const device = await prepareDevice(tx, { setId, now })
  if (!device) {
    await tx`update enrolment_tokens set used_at = null where id = ${id}`
    return { ok: false, refusal: 'set_has_device' }
  }
  await tx`update enrolment_tokens set device_no = ${device.no} where id = ${id}`
  const issued = await issueCertificate(tx, { authority, device, csr, now })
  if (!issued.ok) throw new Error(`a new device was refused its first certificate: ${issued.refusal}`)
  const { chain, serial } = issued
  return { ok: true, deviceId: device.id, label, chain, serial, isNew: true }
}

type KnownToken = {
  expiresAt: number
  usedAt: number | null
  revokedAt: number | null
  label: string
  deviceId: string | null
  live: boolean | null
  chain: string | null
  serial: string | null
}

async function answerAgain(tx: Transaction, { hash, csr, now }: Step): Promise<Enrolment> {
  const [token] = await tx<KnownToken[]>`
    select t.expires_at as "expiresAt", t.used_at as "usedAt", t.revoked_at as "revokedAt", s.label,
      d.id as "deviceId", d.live, c.chain, c.serial
    from enrolment_tokens t join sets s on s.id = t.set_id
    left join devices d on d.device_no = t.device_no
    left join certificates c on c.device_no = t.device_no and c.csr_hash = ${csr.hash}
    where t.hash = ${hash}`
  if (!token) return { ok: false, refusal: 'token_unknown' }
  const state = tokenStateOf(token, now)
  if (state !== 'used') return { ok: false, refusal: refusalOf[state] }
  const { label, deviceId, live, chain, serial, expiresAt } = token
  if (deviceId === null || chain === null || serial === null || expiresAt <= now)
    return { ok: false, refusal: 'token_used' }
  if (!live) return { ok: false, refusal: 'device_may_not' }
  return { ok: true, deviceId, label, chain, serial, isNew: false }
}

/** A token that is open could be used; it is closed between the two statements at most by its end. */
const refusalOf = {
  issued: 'token_expired',
  expired: 'token_expired',
  revoked: 'token_revoked',
} as const
