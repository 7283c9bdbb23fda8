import Type, { type Static } from 'typebox'
import { deviceIdPattern } from '../../protocol/device-id.ts'
import { setHasDevice } from '../devices/api.ts'
import { deviceStates } from '../devices/rules.ts'
import { type Contracts, closed, Instant, Nothing, orNull } from '../platform/http/api.ts'
import { OneSet, setRefusals } from '../sets/api.ts'
import { tokenStates } from './rules.ts'

const DeviceId = Type.String({ pattern: deviceIdPattern })
const TokenId = Type.String({
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  examples: ['019aa000-0000-7000-8000-00000000c0de'],
})

const OneToken = Type.Object({ id: TokenId }, closed)
const OneDevice = Type.Object({ id: DeviceId }, closed)

/** `code` is shown this once and is nowhere afterwards. */
const EnrolmentCodeAnswer = Type.Object(
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
 * Each list newest first. `authority` null: this control plane has none, and hands out
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
const enrolmentRefusals = {
  ...setRefusals,
  ...setHasDevice,
  no_authority: {
    status: 409,
    message: 'Codes are signed for by an authority, and there is none.',
    expected: 'an authority: run "npm run authority -- create" and start the control plane again',
  },
  unknown_token: { status: 404, message: 'There is no code {where}.', expected: 'a code of the list' },
  token_not_open: {
    status: 409,
    message: 'Used, ended or revoked already: code {where}.',
    expected: 'a code that can still be used',
  },
  unknown_device: { status: 404, message: 'There is no device {where}.', expected: 'a device of a set' },
  wrong_state: {
    status: 409,
    message: 'That cannot be done with device {where}.',
    expected: 'a device in a state that allows it',
  },
} as const

const DeviceMoved = Type.Object({ id: DeviceId, state: Type.Enum(deviceStates) }, closed)
export type DeviceMoved = Static<typeof DeviceMoved>

const decision = {
  params: OneDevice,
  body: Nothing,
  answer: DeviceMoved,
  refusals: enrolmentRefusals,
} as const
const code = { policy: 'enrolDevices', body: Nothing, refusals: enrolmentRefusals } as const

/** Codes, and what is decided about the device of a set. */
export const enrolmentApi = {
  'GET /api/sets/:label/enrolment': {
    policy: 'seeDevices',
    params: OneSet,
    answer: SetEnrolment,
    refusals: setRefusals,
  },
  'POST /api/sets/:label/enrolment-code': { ...code, params: OneSet, answer: EnrolmentCodeAnswer },
  'DELETE /api/enrolment-tokens/:id': { ...code, params: OneToken, answer: OneToken },
  'POST /api/devices/:id/revoke': { ...decision, policy: 'revokeDevices' },
  'POST /api/devices/:id/return': { ...decision, policy: 'returnDevices' },
  'POST /api/devices/:id/accept': { ...decision, policy: 'acceptDevices' },
} as const satisfies Contracts
