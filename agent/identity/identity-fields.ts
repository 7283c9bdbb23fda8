import Type, { type Static, type TSchema } from 'typebox'
import { CommandKey } from '../../protocol/command.ts'
import { deviceIdPattern } from '../../protocol/device-id.ts'
import { Door, Stun } from '../../protocol/doors.ts'
import { Csr } from '../../protocol/enrolment.ts'

const Slot = Type.Enum(['a', 'b'])
export type Slot = Static<typeof Slot>

/** What `identity/identity.json` holds. `trial`: a slot that has not been welcomed yet; `request`: a CSR on its way. */
export const identityFields = {
  deviceId: Type.String({ pattern: deviceIdPattern }),
  label: Type.String({ maxLength: 32 }),
  doors: Type.Array(Door, { minItems: 1, maxItems: 8 }),
  stun: Stun,
  root: Type.String({ minLength: 64, maxLength: 4000 }),
  commandKeys: Type.Array(CommandKey, { minItems: 1, maxItems: 4 }),
  current: Slot,
  trial: Type.Union([Slot, Type.Null()]),
  request: Type.Union([Type.Object({ slot: Slot, csr: Csr }), Type.Null()]),
} as const satisfies Record<string, TSchema>

export type IdentityFields = { [Name in keyof typeof identityFields]: Static<(typeof identityFields)[Name]> }
