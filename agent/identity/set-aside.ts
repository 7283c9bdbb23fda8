import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { openMemory } from '../memory/memory.ts'
import { identityFolder, isRegistered, plainFile } from './identity.ts'

/** Everything in the folder of a set that belongs to the device it was: its name, what it still had to say and what it was told. */
const belongings = [
  'state.json',
  'state.copy.json',
  'outbox.sqlite',
  'outbox.sqlite-wal',
  'outbox.sqlite-shm',
  'outbox.damaged.sqlite',
  'outbox.damaged.sqlite-wal',
  'commands.json',
  'commands.copy.json',
  'lessons.json',
  'today.json',
  'help.json',
  'messages.json',
  'checks.json',
  'remote-acts.json',
  'page-token.json',
]

/**
 * Moves the identity that lies here into a folder beside it, so that the set can be enrolled as another device.
 * The folder it went to; undefined when there was none. Throws `StartRefused` while an agent works here.
 */
export async function setAside(directory: string, now: number): Promise<string | undefined> {
  if (!(await isRegistered(directory))) return undefined
  const { outbox } = await openMemory(directory, null, now, () => undefined)
  outbox.close()
  const aside = join(directory, `earlier-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`)
  await mkdir(aside, { mode: 0o700 })
  // What is said comes before who said it: cut off in between, this can be repeated.
  for (const name of belongings) await moveIfThere(join(directory, name), join(aside, name))
  await moveIfThere(plainFile(directory), join(aside, 'plain-identity.json'))
  await moveIfThere(identityFolder(directory), join(aside, 'identity'))
  return aside
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
