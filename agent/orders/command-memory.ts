import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { commandsRememberedDays } from '../../protocol/command.ts'
import { type Log, reasonOf } from '../log.ts'
import { writeWhole } from '../memory/whole-file.ts'

/** Ids kept at most; the oldest give way. A command is void long before so many can follow it. */
const idsMax = 2000
const rememberedSeconds = commandsRememberedDays * 86_400

type Entry = [id: string, at: number]

/**
 * Ids of commands that were run, on disk before they are, each with the time that was signed with it, in seconds since
 * 1970 UTC: what the control plane signed cannot be before the last it signed, whatever anybody says of the time.
 */
export class CommandMemory {
  readonly #file: string
  #entries: Entry[]

  private constructor(file: string, entries: Entry[]) {
    this.#file = file
    this.#entries = entries
  }

  /** Either of two files is enough; when none can be read it counts as empty: what expired is refused without it. */
  static async open(file: string, log: Log): Promise<CommandMemory> {
    const read = await Promise.all(filesOf(file).map(one => readEntries(one, log)))
    return new CommandMemory(file, [...new Map(read.flat())])
  }

  has(id: string): boolean {
    return this.#entries.some(([known]) => known === id)
  }

  /** The highest time that was signed with a command that was run, in seconds; 0: none was. */
  get signedAt(): number {
    return this.#entries.reduce((highest, [, at]) => Math.max(highest, at), 0)
  }

  /** `at`: as it was signed. On disk when this returns; throws when the disk refuses. */
  async remember(id: string, at: number): Promise<void> {
    const highest = Math.max(at, this.signedAt)
    const young = this.#entries.filter(([, then]) => highest - then < rememberedSeconds)
    const entries: Entry[] = [...dropOldest(young), [id, at]]
    await writeWhole(dirname(this.#file), filesOf(this.#file), JSON.stringify(entries))
    this.#entries = entries
  }
}

function filesOf(file: string): string[] {
  return [file, file.replace(/(\.json)?$/, '.copy.json')]
}

async function readEntries(file: string, log: Log): Promise<Entry[]> {
  try {
    return parseEntries(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      log('error', 'a memory of commands is damaged', { why: reasonOf(error) })
    }
    return []
  }
}

/** Room for one more, but never without the highest time. */
function dropOldest(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(([, a], [, b]) => a - b).slice(-(idsMax - 1))
}

function parseEntries(text: string): Entry[] {
  const value: unknown = JSON.parse(text)
  const isEntry = (one: unknown): one is Entry =>
    Array.isArray(one) && typeof one[0] === 'string' && Number.isFinite(one[1])
  if (!Array.isArray(value) || !value.every(isEntry)) throw new Error('it is not a list of ids')
  return value
}
