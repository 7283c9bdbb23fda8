import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { type Log, reasonOf } from '../log.ts'
import { writeWhole } from '../memory/whole-file.ts'

const tokenBytes = 16
const Kept = Type.Object({
  bootId: Type.String(),
  token: Type.String({ pattern: '^[\\w-]{22}$' }),
})

/**
 * What lets a page in, until the system starts anew: a page that is open goes on when the agent does. Where the start of
 * the system has no name (null), or nothing can be kept, until the agent starts anew.
 */
export async function tokenOf(directory: string, bootId: string | null, log: Log): Promise<string> {
  const file = join(directory, 'page-token.json')
  const token = randomBytes(tokenBytes).toString('base64url')
  if (bootId === null) return token
  try {
    const kept = await readKept(file)
    if (kept?.bootId === bootId) return kept.token
    await writeWhole(directory, [file], `${JSON.stringify({ bootId, token })}\n`)
  } catch (error) {
    log('error', 'the token of the page cannot be kept', { why: reasonOf(error) })
  }
  return token
}

/** Undefined: there is none, or none that is whole. */
async function readKept(file: string): Promise<Static<typeof Kept> | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'))
    return Check(Kept, kept) ? kept : undefined
  } catch {
    return undefined
  }
}
