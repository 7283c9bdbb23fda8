import Type, { type Static } from 'typebox'
import { deviceIdPattern } from '../../protocol/topics.ts'

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
