import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import Type, { type Static } from 'typebox'
import { keyFile } from './key-file.ts'

const Coordinate = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const PrivateJwk = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Coordinate,
  y: Coordinate,
  d: Coordinate,
})
const KeptKey = Type.Object({ madeAt: Type.Integer(), jwk: PrivateJwk })
type KeptKey = Static<typeof KeptKey>

/** A browser takes pushes by the key that it was given, so it never changes. */
const pushKeyFile = keyFile({
  name: 'push-key.json',
  key: KeptKey,
  keysMax: 1,
  ifOpen: 'who can read it can push as we do.',
  ifLost: 'without it everybody has to turn their notices on again.',
})

const validSeconds = 3600

/** By which services for pushes know that a push is ours (VAPID, RFC 8292). */
export type PushKey = {
  /** The point, uncompressed, base64url: what a browser subscribes with. */
  public: string
  /** The header for a push to this service. `subject`: whom it may write to about us. `now`: ms since 1970 UTC. */
  authorize(to: { origin: string; subject: string; now: number }): Promise<string>
}

/**
 * Opens `push-key.json` in the data directory, and makes it when it is not there.
 * @throws StartRefused when others may read the file, or it cannot be read.
 */
export async function openPushKey(dataDir: string, now: number): Promise<PushKey> {
  const { read, writeFirst } = pushKeyFile
  const [kept] = read(dataDir) ?? (await writeFirst(dataDir, await makeKey(now)))
  const { jwk } = kept!
  const key = await importJWK(jwk as JWK, 'ES256')
  const point = [Buffer.from([4]), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]
  const publicKey = Buffer.concat(point).toString('base64url')
  return {
    public: publicKey,
    async authorize({ origin, subject, now: at }) {
      const token = await new SignJWT({ sub: subject })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
        .setAudience(origin)
        .setExpirationTime(Math.floor(at / 1000) + validSeconds)
        .sign(key)
      return `vapid t=${token}, k=${publicKey}`
    },
  }
}

async function makeKey(now: number): Promise<KeptKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const { crv, x, y, d } = await exportJWK(privateKey)
  return { madeAt: now, jwk: { kty: 'EC', crv, x, y, d } as KeptKey['jwk'] }
}
