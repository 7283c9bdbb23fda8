import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { epochMax } from '../../protocol/envelope.ts'
import { type Log, reasonOf } from '../log.ts'
import { StartRefused } from '../start-refused.ts'
import { Outbox } from './outbox/outbox.ts'
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
    const savedState = await SavedState.begin(directory, {
      bootId,
      outboxEpoch: knownEpoch(outbox),
      now,
      log,
    })
    const { epoch, dropped } = savedState.state
    // One that knows of no number though numbers were given is not the one that it was.
    const isLost = epoch > 1 && outbox.epoch === 0 && outbox.dropped === 0
    if (isLost) log('error', 'outbox is gone, and with it whatever waited in it')
    outbox.beginEpoch(epoch, isLost ? dropped + 1 : dropped)
    return { savedState, outbox }
  } catch (cause) {
    outbox?.close()
    throw new StartRefused(adviceFor(directory, cause), { cause })
  }
}

/** The highest epoch that may have been used, as far as the outbox tells. */
function knownEpoch(outbox: Outbox): number {
  return outbox.epoch < epochMax ? outbox.epoch : outbox.epochAbove(0) - 1
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
