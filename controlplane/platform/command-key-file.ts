import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { CommandKey } from '../../protocol/command.ts'
import { asStartRefused, StartRefused } from './start-refused.ts'

/** A set holds at most four keys, so no more are kept. */
export const keptKeysMax = 4

const PrivateJwk = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  x: CommandKey.properties.x,
  d: CommandKey.properties.x,
})
const KeptKey = Type.Object({ kid: CommandKey.properties.kid, madeAt: Type.Integer(), jwk: PrivateJwk })
const KeptKeys = Type.Object({ keys: Type.Array(KeptKey, { minItems: 1, maxItems: keptKeysMax }) })

/** A private key of the control plane, and when it was made (ms since 1970 UTC). */
export type KeptKey = Static<typeof KeptKey>

export function commandKeysFile(dataDir: string): string {
  return join(dataDir, 'command-keys.json')
}

/**
 * The keys, newest first; undefined: there is no file yet.
 * @throws StartRefused when others may read the file, or it does not hold keys.
 */
export async function readKeptKeys(dataDir: string): Promise<KeptKey[] | undefined> {
  const file = commandKeysFile(dataDir)
  try {
    const { mode } = await stat(file)
    if ((mode & 0o077) !== 0) {
      throw new StartRefused(
        `The file ${file} is open to other users, and who can read it can command every set. Run: chmod 600 '${file}'`,
      )
    }
    return parse(await readFile(file, 'utf8'), file)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw asStartRefused(failure, file)
  }
}

/** Writes the first key. When another process was faster its keys are returned. */
export async function writeFirstKeys(dataDir: string, key: KeptKey): Promise<KeptKey[]> {
  const file = commandKeysFile(dataDir)
  const beside = `${file}.${key.kid}.new`
  try {
    await mkdir(dataDir, { recursive: true })
    await write(beside, [key])
    // Unlike a rename, a link never replaces what is there.
    await link(beside, file).catch((failure: NodeJS.ErrnoException) => {
      if (failure.code !== 'EEXIST') throw failure
    })
    await rm(beside)
  } catch (failure) {
    throw asStartRefused(failure, file)
  }
  return (await readKeptKeys(dataDir)) as KeptKey[]
}

/** Puts a key before those that are there; beyond `keptKeysMax` the oldest goes. */
export async function addKey(dataDir: string, key: KeptKey): Promise<void> {
  const file = commandKeysFile(dataDir)
  const kept = (await readKeptKeys(dataDir)) ?? []
  try {
    await write(`${file}.new`, [key, ...kept].slice(0, keptKeysMax))
    await rename(`${file}.new`, file)
  } catch (failure) {
    throw asStartRefused(failure, file)
  }
}

function parse(text: string, file: string): KeptKey[] {
  const value = parseJson(text)
  if (Value.Check(KeptKeys, value)) return value.keys.toSorted((a, b) => b.madeAt - a.madeAt)
  throw new StartRefused(
    `The file ${file} does not hold command keys. Put back the copy from your back-up; without it every set has to be enrolled again.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function write(file: string, keys: readonly KeptKey[]): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ keys }, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
