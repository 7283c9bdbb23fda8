import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { CommandKey } from '../../protocol/command.ts'
import { deviceIdPattern } from '../../protocol/device-id.ts'
import { writeWhole } from '../memory/whole-file.ts'

const keysMax = 4

/** Which set this is, and who may command its hands: the keys of the control plane, newest first. */
const Trust = Type.Object({
  deviceId: Type.String({ pattern: deviceIdPattern }),
  keys: Type.Array(CommandKey, { minItems: 1, maxItems: keysMax }),
})
export type Trust = Static<typeof Trust>

export const trustFile = (state: string) => join(state, 'trust.json')

/** Undefined: nothing was trusted yet. Throws when the file is not what `trust` writes. */
export async function readTrust(file: string): Promise<Trust | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  if (!Check(Trust, value)) throw new Error(`${file} holds no device with its keys`)
  return value
}

export async function writeTrust(file: string, { deviceId, keys }: Trust): Promise<void> {
  const kept = keys.slice(0, keysMax).map(({ kid, kty, crv, x }) => ({ kid, kty, crv, x }))
  await writeWhole(dirname(file), [file], `${JSON.stringify({ deviceId, keys: kept })}\n`)
}
