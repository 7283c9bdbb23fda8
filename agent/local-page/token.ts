import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Type from 'typebox'
import { type Log, reasonOf } from '../log.ts'
import { readSavedFile } from '../memory/saved-file.ts'
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
    const kept = await readSavedFile(file, Kept, 'the token of the page', log)
    if (kept?.bootId === bootId) return kept.token
    await writeWhole(directory, [file], `${JSON.stringify({ bootId, token })}\n`)
  } catch (error) {
    log('error', 'the token of the page cannot be kept', { why: reasonOf(error) })
  }
  return token
}
