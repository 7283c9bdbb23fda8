import { readFile } from 'node:fs/promises'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import { type Log, reasonOf } from '../log.ts'

/**
 * What a file holds that was written whole; undefined: there is none, or, with a word in the log, none that is whole.
 * @param what what it holds, as the log calls it
 */
export async function readSavedFile<Schema extends TSchema>(
  file: string,
  schema: Schema,
  what: string,
  log: Log,
): Promise<Static<Schema> | undefined> {
  try {
    const saved: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (Check(schema, saved)) return saved as Static<Schema>
    log('error', `${what}: not whole`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log('error', `${what}: cannot be read`, { why: reasonOf(error) })
  }
  return undefined
}
