import { randomUUID } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Command, CommandKey, CommandKeyNotice, SignedKind } from '../../../protocol/command.ts'
import { commandKeyFile, type KeptKey } from './command-key-file.ts'

type Commanded = {
  kind: SignedKind
  /** For which device. */
  device: string
  body: unknown
  /** How long it holds from `now` on. */
  seconds: number
  /** ms since 1970 UTC. */
  now: number
}

/** The keys by which a set knows that a command is ours. */
export type CommandKeys = {
  /** What a set gets at enrolment, newest first. */
  public: CommandKey[]
  /** A signed command for one device, for a time, by the newest key. */
  sign(command: Commanded): Promise<{ id: string; jws: string }>
  /** The newest key, signed by the oldest that is kept, for sets that hold only that; undefined: there is one key. */
  notice: string | undefined
}

/**
 * Opens `command-keys.json` in the data directory, and makes it with a first key when it is not there.
 * @throws StartRefused when others may read the file, or it cannot be read.
 */
export async function openCommandKeys(dataDir: string, now: number): Promise<CommandKeys> {
  const { read, writeFirst } = commandKeyFile
  const kept = read(dataDir) ?? (await writeFirst(dataDir, await makeKey(now)))
  const newest = kept[0] as KeptKey
  const oldest = kept.at(-1) as KeptKey
  const signingKey = await importJWK(newest.jwk as JWK, 'EdDSA')
  return {
    public: kept.map(publicOf),
    notice: kept.length > 1 ? await signNotice(oldest, publicOf(newest)) : undefined,
    async sign({ kind, device, body, seconds, now }) {
      const id = randomUUID()
      const from = Math.floor(now / 1000)
      const command: Command = { kind, id, iat: from, nbf: from, exp: from + seconds, device, body }
      const jws = await new CompactSign(asBytes(command))
        .setProtectedHeader({ alg: 'EdDSA', kid: newest.kid })
        .sign(signingKey)
      return { id, jws }
    },
  }
}

/** A fresh Ed25519 key; `now` in ms since 1970 UTC. */
export async function makeKey(now: number): Promise<KeptKey> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true })
  const { crv, x, d } = await exportJWK(privateKey)
  const jwk = { kty: 'OKP', crv, x, d } as KeptKey['jwk']
  return { kid: (await calculateJwkThumbprint(jwk)).slice(0, 16), madeAt: now, jwk }
}

function publicOf({ kid, jwk }: KeptKey): CommandKey {
  return { kid, kty: jwk.kty, crv: jwk.crv, x: jwk.x }
}

async function signNotice(by: KeptKey, key: CommandKey): Promise<string> {
  const notice: CommandKeyNotice = { kind: 'command_key', key }
  return new CompactSign(asBytes(notice))
    .setProtectedHeader({ alg: 'EdDSA', kid: by.kid })
    .sign(await importJWK(by.jwk as JWK, 'EdDSA'))
}

function asBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
