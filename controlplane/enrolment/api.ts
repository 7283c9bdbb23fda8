import Type, { type Static } from 'typebox'
import { deviceIdPattern } from '../../protocol/device-id.ts'
import { deviceStates } from '../devices/rules.ts'
import { SetLabel } from '../sets/api.ts'
import { tokenStates } from './rules.ts'

const closed = { additionalProperties: false }
const Instant = Type.Integer({ description: 'ms since 1970-01-01 UTC' })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const DeviceId = Type.String({ pattern: deviceIdPattern })
const TokenId = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })

export const OneSet = Type.Object({ label: SetLabel }, closed)
export const OneToken = Type.Object({ id: TokenId }, closed)
export const OneDevice = Type.Object({ id: DeviceId }, closed)

/** POST /api/sets/:label/enrolment-code. `code` is shown this once and is nowhere afterwards. */
export const EnrolmentCodeAnswer = Type.Object(
  { id: TokenId, code: Type.String({ maxLength: 400 }), expiresAt: Instant },
  closed,
)
export type EnrolmentCodeAnswer = Static<typeof EnrolmentCodeAnswer>

const KnownDevice = Type.Object(
  { id: DeviceId, state: Type.Enum(deviceStates), registeredAt: Instant },
  closed,
)

const KnownCertificate = Type.Object(
  {
    serial: Type.String(),
    issuedAt: Instant,
    notAfter: Instant,
    connectedAt: orNull(Instant),
    replacedAt: orNull(Instant),
  },
  closed,
)

const KnownToken = Type.Object(
  { id: TokenId, issuedAt: Instant, expiresAt: Instant, state: Type.Enum(tokenStates) },
  closed,
)

const Moment = Type.Object(
  {
    at: Instant,
    state: Type.Enum(deviceStates),
    cause: Type.String(),
    /** An account, or `server`; null: it happened by itself. */
    actor: orNull(Type.String()),
    /** Null: it was no account, or that is gone. */
    firstName: orNull(Type.String()),
  },
  closed,
)

/**
 * GET /api/sets/:label/enrolment, each list newest first. `authority` null: this control plane has none, and hands out
 * no codes. `fingerprint`: of the root, base32. `device`: the live one; `certificates` and `history` are its own, or
 * those of the last device when none is live. `earlier`: the devices before it.
 */
export const SetEnrolment = Type.Object(
  {
    authority: orNull(Type.Object({ fingerprint: Type.String() }, closed)),
    device: orNull(KnownDevice),
    certificates: Type.Array(KnownCertificate),
    tokens: Type.Array(KnownToken),
    history: Type.Array(Moment),
    earlier: Type.Array(KnownDevice),
  },
  closed,
)
export type SetEnrolment = Static<typeof SetEnrolment>

/** How many of each list a SetEnrolment holds. */
export const enrolmentListMax = 20

/** Why the console side says no. */
const enrolmentRefusals = [
  'no_authority',
  'unknown_set',
  'set_has_device',
  'unknown_token',
  'token_not_open',
  'unknown_device',
  'wrong_state',
] as const
export type EnrolmentRefusal = (typeof enrolmentRefusals)[number]
export const EnrolmentRefused = Type.Object(
  {
    error: Type.Enum(enrolmentRefusals),
    message: Type.String(),
    where: Type.String(),
    expected: Type.String(),
  },
  closed,
)

/** POST /api/devices/:id/revoke, /accept, /return. */
export const DeviceMoved = Type.Object({ id: DeviceId, state: Type.Enum(deviceStates) }, closed)
export type DeviceMoved = Static<typeof DeviceMoved>
