import Type, { type Static } from 'typebox'
import { rejections } from '../../protocol/command.ts'
import { deviceIdPattern } from '../../protocol/device-id.ts'

const closed = { additionalProperties: false }

/** An installation of the agent on a set; at most one live device per set. */
export const NewDevice = Type.Object(
  { id: Type.String({ pattern: deviceIdPattern }), set: Type.String({ minLength: 2, maxLength: 32 }) },
  closed,
)
export type NewDevice = Static<typeof NewDevice>

/** POST /api/devices: known ids stay as they are. */
export const RegisterDevices = Type.Object(
  { items: Type.Array(NewDevice, { minItems: 1, maxItems: 2000 }) },
  closed,
)

/** POST /api/sets/:label/ping: asks the set for a sign, and waits at most half a minute. */
const pingOutcomes = ['answered', 'silent', 'rejected'] as const
export const PingAnswer = Type.Object(
  {
    outcome: Type.Enum(pingOutcomes),
    ms: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'from the question to its answer; null: none came',
    }),
    rejection: Type.Union([Type.Enum(rejections), Type.Null()], {
      description: 'why the set did not answer the question itself',
    }),
  },
  closed,
)
export type PingAnswer = Static<typeof PingAnswer>
