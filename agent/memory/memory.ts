import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Log, reasonOf } from '../log.ts'
import { StartRefused } from '../start-refused.ts'
import { Outbox } from './outbox.ts'
import { SavedState } from './saved-state.ts'

/** What a set remembers: its counters and what it still has to say. */
export type Memory = { savedState: SavedState; outbox: Outbox }

/**
 * Opens the folder of a set and begins the next epoch; what one of the two lost, the other knows.
 * Throws `StartRefused` when the folder cannot be used or another agent works in it.
 */
export async function openMemory(
  directory: string,
  bootId: string | null,
  now: number,
  log: Log,
): Promise<Memory> {
  let outbox: Outbox | undefined
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    outbox = new Outbox(join(directory, 'outbox.sqlite'), log)
    const savedState = await SavedState.begin(directory, { bootId, outboxEpoch: outbox.epoch, now, log })
    outbox.beginEpoch(savedState.state.epoch, savedState.state.dropped)
    return { savedState, outbox }
  } catch (cause) {
    outbox?.close()
    throw new StartRefused(adviceFor(directory, cause), { cause })
  }
}

function adviceFor(directory: string, cause: unknown): string {
  const { code, errcode } = cause as { code?: string; errcode?: number }
  const why = reasonOf(cause)
  if (errcode === sqliteBusy)
    return `another agent works in ${directory}; stop it, or give this one a folder of its own`
  if (code === 'ENOSPC' || errcode === sqliteFull)
    return `the disk of ${directory} is full (${why}); make room on it`
  return `cannot keep anything in ${directory} (${why}); it must be a folder this user may write to (SETWACHT_AGENT_DIR)`
}

const sqliteBusy = 5
const sqliteFull = 13
