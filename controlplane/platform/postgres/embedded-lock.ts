import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StartRefused } from '../start-refused.ts'

const sqliteBusy = 5
const sqliteFull = 13

/**
 * Holds a data folder for this process alone.
 * The lock is the system's own lock on a file (taken through SQLite, Node has no call for it): it ends with the process,
 * so nothing stale can stay behind, and two starts at the same instant cannot both get it.
 *
 * @returns a function that gives the folder free
 * @throws StartRefused when another process holds it
 */
export function holdDataFolder(dataDir: string, lockFile: string): () => void {
  const lock = openLock(dataDir, lockFile)
  try {
    lock.exec('begin exclusive')
  } catch (failure) {
    lock.close()
    throw refusal(failure, dataDir, lockFile)
  }
  return () => lock.close()
}

function openLock(dataDir: string, lockFile: string): DatabaseSync {
  try {
    // Who may read the file may lock it, and keep us from starting. Only one that is not there is opened: closing it
    // again would give up a lock that this process holds.
    if (!existsSync(lockFile)) closeSync(openSync(lockFile, 'a', 0o600))
    chmodSync(lockFile, 0o600)
    return new DatabaseSync(lockFile, { timeout: 0 })
  } catch (failure) {
    throw refusal(failure, dataDir, lockFile)
  }
}

function refusal(failure: unknown, dataDir: string, lockFile: string): StartRefused {
  const code = (failure as { errcode?: number }).errcode
  if (code === sqliteBusy) {
    return new StartRefused(
      `Another control plane already works with ${dataDir}. ` +
        'Stop that one first, or give this one a folder of its own with SETWACHT_DATA_DIR.',
      { cause: failure },
    )
  }
  if (code === sqliteFull) {
    return new StartRefused(`The disk that holds ${dataDir} is full. Free some space and start again.`, {
      cause: failure,
    })
  }
  return new StartRefused(
    `Cannot lock ${lockFile} (${(failure as Error).message}). ` +
      'Let the user who starts Setwacht write there, or set SETWACHT_DATA_DIR.',
    { cause: failure },
  )
}
