import Type, { type Static } from 'typebox'
import { CommandKey } from '../../../protocol/command.ts'
import { keyFile } from './key-file.ts'

const PrivateJwk = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  x: CommandKey.properties.x,
  d: CommandKey.properties.x,
})
const KeptKey = Type.Object({ kid: CommandKey.properties.kid, madeAt: Type.Integer(), jwk: PrivateJwk })

/** A private key of the control plane, and when it was made (ms since 1970 UTC). */
export type KeptKey = Static<typeof KeptKey>

/** The keys that sign commands. A set holds at most four, so no more are kept. */
export const commandKeyFile = keyFile({
  name: 'command-keys.json',
  key: KeptKey,
  keysMax: 4,
  ifOpen: 'who can read it can command every set.',
  ifLost: 'without it every set has to be enrolled again.',
})
