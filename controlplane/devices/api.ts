import Type, { type Static } from 'typebox'
import { rejections } from '../../protocol/command.ts'
import { deviceIdPattern } from '../../protocol/device-id.ts'
import { type Contracts, closed, Nothing } from '../platform/http/api.ts'
import { OneSet, Registered, setRefusals } from '../sets/api.ts'

/** An installation of the agent on a set; at most one live device per set. */
export const NewDevice = Type.Object(
  { id: Type.String({ pattern: deviceIdPattern }), set: Type.String({ minLength: 2, maxLength: 32 }) },
  closed,
)
export type NewDevice = Static<typeof NewDevice>

/** Known ids stay as they are. */
export const RegisterDevices = Type.Object(
  { items: Type.Array(NewDevice, { minItems: 1, maxItems: 2000 }) },
  closed,
)

const askOutcomes = ['answered', 'silent', 'rejected'] as const
const AskAnswer = Type.Object(
  {
    outcome: Type.Enum(askOutcomes),
    ms: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'from the question to its answer; null: none came',
    }),
    rejection: Type.Union([Type.Enum(rejections), Type.Null()], {
      description: 'why the set did not answer the question itself',
    }),
  },
  closed,
)
export type AskAnswer = Static<typeof AskAnswer>

export const setHasDevice = {
  set_has_device: {
    status: 409,
    message: 'A device is still in use on set {where}.',
    expected: 'a set whose device was handed in or revoked',
  },
} as const

const askRefusals = {
  ...setRefusals,
  no_device: {
    status: 409,
    message: 'No device is on set {where}.',
    expected: 'a set with a live device',
  },
  questioned: {
    status: 409,
    message: 'Nothing is asked before an administrator decides about the device of set {where}.',
    expected: 'a device that is not in question',
  },
  not_connected: {
    status: 409,
    message: 'There is no open line to set {where}.',
    expected: 'a connected set',
  },
  too_many_questions: {
    status: 503,
    message: 'Too many questions wait for an answer.',
    expected: 'the same question half a minute later',
  },
} as const

export type AskRefusal = keyof typeof askRefusals

const asked = {
  policy: 'askDevices',
  params: OneSet,
  body: Nothing,
  answer: AskAnswer,
  refusals: askRefusals,
} as const

export const deviceApi = {
  'POST /api/devices': {
    policy: 'registerDevices',
    body: RegisterDevices,
    answer: Registered,
    refusals: { ...setHasDevice, unknown_set: { ...setRefusals.unknown_set, status: 422 } },
  },
  /** Asks the set for a sign, and waits at most half a minute. */
  'POST /api/sets/:label/ping': asked,
  /** Asks the set to look itself over: what it finds comes as its next check. */
  'POST /api/sets/:label/check': asked,
} as const satisfies Contracts
