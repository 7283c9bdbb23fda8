import Type, { type Static } from 'typebox'
import { CommandKey } from './command.ts'
import { direct, told } from './delivery.ts'
import { deviceIdPattern } from './device-id.ts'
import { Door, DoorOutcomes, Stun } from './doors.ts'
import { tokenPattern } from './enrolment-code.ts'
import { Instant } from './envelope.ts'

/**
 * The set door: HTTPS on its own name, our own authority, no client certificate. POST, JSON, at most 16 KiB. A refusal is
 * `{ error, message }` with a status of 400 (unreadable), 401 (not proven), 403 (may not), 409, 429 (`retry-after`).
 */
export const setDoorPaths = { enrol: '/enrol', renew: '/renew', beacon: '/beacon' } as const

/** Why the set door says no. */
export const setDoorRefusals = [
  'bad_request',
  'token_unknown',
  'token_used',
  'token_expired',
  'token_revoked',
  'bad_csr',
  'not_ours',
  'not_proven',
  'too_late',
  'replaced',
  'device_may_not',
  'too_many',
] as const
export type SetDoorRefusal = (typeof setDoorRefusals)[number]

/** PKCS #10 in PEM; subject and extensions are ignored. P-256 only. */
export const Csr = Type.String({ minLength: 64, maxLength: 2048 })
/** Leaf and intermediate in PEM, leaf first. */
const Chain = Type.String({ minLength: 64, maxLength: 6000 })
const DeviceId = Type.String({ pattern: deviceIdPattern })
/** Compact JWS, ES256 by the device's key, `x5c: [leaf]` in its header. */
const DeviceJws = Type.String({ minLength: 20, maxLength: 8192 })

/** POST /enrol. The same token and CSR again within the token's life get the same answer. */
export const EnrolRequest = Type.Object({ token: Type.String({ pattern: tokenPattern }), csr: Csr })
export type EnrolRequest = Static<typeof EnrolRequest>

export const EnrolAnswer = Type.Object({
  device_id: DeviceId,
  label: Type.String({ maxLength: 32 }),
  chain: Chain,
  root: Type.String({ minLength: 64, maxLength: 4000, description: 'PEM' }),
  doors: Type.Array(Door, { minItems: 1, maxItems: 8 }),
  stun: Stun,
  command_keys: Type.Array(CommandKey, { minItems: 1, maxItems: 4 }),
  now: Instant,
})
export type EnrolAnswer = Static<typeof EnrolAnswer>

/** POST /renew: late renewal, when the certificate expired at most `lateRenewalDays` ago. */
export const LateRenewalRequest = Type.Object({ jws: DeviceJws })
export const LateRenewal = Type.Object({
  purpose: Type.Literal('renew'),
  device: DeviceId,
  at: Instant,
  csr: Csr,
})
export type LateRenewal = Static<typeof LateRenewal>
export const LateRenewalAnswer = Type.Object({ chain: Chain, now: Instant })
export type LateRenewalAnswer = Static<typeof LateRenewalAnswer>

/** POST /beacon: a set that MQTT does not let through shows that it is there, and which doors it found shut. */
export const BeaconRequest = Type.Object({ jws: DeviceJws })
export const Beacon = Type.Object({
  purpose: Type.Literal('beacon'),
  device: DeviceId,
  at: Instant,
  doors: DoorOutcomes,
})
export type Beacon = Static<typeof Beacon>
export const BeaconAnswer = Type.Object({ now: Instant })
export type BeaconAnswer = Static<typeof BeaconAnswer>

/** `renew` over MQTT, by the certificate in force, and its answer `certificate`. */
const RenewBody = Type.Object({ csr: Csr })
export const renew = direct(4096, RenewBody, 'a certificate for this new key, please')
export const Certificate = Type.Union([
  Type.Object({ chain: Chain }),
  Type.Object({ refused: Type.Enum(setDoorRefusals) }),
])
export type Certificate = Static<typeof Certificate>
export const certificate = told(8192, Certificate, 'the answer to renew')

export const tokenDays = 7
export const certificateDays = 30
/** From this day of a certificate on a set asks for the next one. */
export const renewFromDay = 20
export const lateRenewalDays = 180
