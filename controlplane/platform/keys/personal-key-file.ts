import { randomBytes } from 'node:crypto'
import Type, { type Static } from 'typebox'
import { keyFile } from './key-file.ts'

const PersonalKey = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  madeAt: Type.Integer(),
  /** 32 bytes, base64url. */
  secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
})

/** A key for personal data: `id` says which one sealed a record; `madeAt` in ms since 1970 UTC. */
export type PersonalKey = Static<typeof PersonalKey>

/** The keys of personal data: one, and during a rotation the one before. */
export const personalKeyFile = keyFile({
  name: 'personal-keys.json',
  key: PersonalKey,
  keysMax: 2,
  ifOpen: 'who can read it and the database can read every name and address.',
  ifLost: 'without it no name and no address can be read again.',
})

/** A fresh key; `now` in ms since 1970 UTC. */
export function makePersonalKey(now: number): PersonalKey {
  return {
    id: randomBytes(8).toString('hex'),
    madeAt: now,
    secret: randomBytes(32).toString('base64url'),
  }
}
