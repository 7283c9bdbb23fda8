import { mkdir, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** More are not kept: whatever is older than the highest is stale without its name. */
const keptMax = 200

const fileName = /^(\d+)\.([0-9a-f-]{36})$/

export type Used = { has: (id: string) => boolean; highestIat: number }

/** Commands that were run before: a file each in a folder, empty, named by when it was signed and by its id. */
export async function readUsed(folder: string): Promise<Used> {
  const entries = await readEntries(folder)
  return {
    has: id => entries.some(entry => entry.id === id),
    highestIat: entries.reduce((highest, { iat }) => Math.max(highest, iat), 0),
  }
}

/** Writes down that a command is run, before it is. False: it was there, written by another run of this moment. */
export async function markUsed(folder: string, { id, iat }: { id: string; iat: number }): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const file = await open(join(folder, `${iat}.${id}`), 'wx', 0o600)
    await file.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  await syncFolder(folder)
  await forgetOldest(folder)
  return true
}

async function readEntries(folder: string): Promise<{ name: string; iat: number; id: string }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.flatMap(name => {
    const [, iat, id] = fileName.exec(name) ?? []
    return id === undefined ? [] : [{ name, iat: Number(iat), id }]
  })
}

async function forgetOldest(folder: string): Promise<void> {
  const oldestLast = (await readEntries(folder)).toSorted((a, b) => b.iat - a.iat)
  for (const { name } of oldestLast.slice(keptMax)) await unlink(join(folder, name))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
