import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'

/** Writes each file anew: a cut leaves the old or the new text, never a part. On disk when this returns. */
export async function writeWhole(folder: string, files: readonly string[], text: string): Promise<void> {
  for (const file of files) {
    await writeSynced(`${file}.new`, 'w', text)
    await rename(`${file}.new`, file)
  }
  await syncFolder(folder)
}

/** The same of one file, for what must be on disk before anything else is said: everything else waits meanwhile. */
export function writeWholeNow(folder: string, file: string, text: string): void {
  const inPlace = `${file}.new`
  rmSync(inPlace, { force: true })
  writeFileSync(inPlace, text, { mode: 0o600, flag: 'wx', flush: true })
  renameSync(inPlace, file)
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Overwrites a file of the same length without needing new room; a cut may leave it damaged. */
export function writeInPlace(file: string, text: string): Promise<void> {
  return writeSynced(file, 'r+', text)
}

async function writeSynced(file: string, flags: 'w' | 'r+', text: string): Promise<void> {
  const handle = await open(file, flags, 0o600)
  try {
    // Whatever rights something in its place had.
    await handle.chmod(0o600)
    const { bytesWritten } = await handle.write(text, 0)
    await handle.truncate(bytesWritten)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
