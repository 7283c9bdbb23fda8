import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { type Log, reasonOf } from '../log.ts'
import { readSavedFile } from '../memory/saved-file.ts'
import { writeWhole } from '../memory/whole-file.ts'
import { keptLooks, type Look } from './due-rules.ts'

const startsKept = 8
const startsWithinMs = 600_000

const Saved = Type.Object({
  /** ms since 1970 UTC by the set's clock */
  starts: Type.Array(Type.Number(), { maxItems: startsKept }),
  done: Type.Array(Type.Object({ trigger: Type.Enum(['before_30', 'before_20']), window: Type.Number() })),
})

/** What the checks know of earlier runs: when the agent started, and which looks before a lesson were done. */
export class ChecksPast {
  readonly #directory: string
  readonly #file: string
  readonly #log: Log
  #saved: Static<typeof Saved>
  #saving: Promise<void> = Promise.resolve()

  private constructor(directory: string, log: Log, saved: Static<typeof Saved>) {
    this.#directory = directory
    this.#file = fileIn(directory)
    this.#log = log
    this.#saved = saved
  }

  /** Counts this start. A file that is not whole counts as none: a look done twice is better than one left out. */
  static async open(directory: string, startedAt: number, log: Log): Promise<ChecksPast> {
    const saved = await readSavedFile(fileIn(directory), Saved, 'which checks were done', log)
    const { starts, done } = saved ?? { starts: [], done: [] }
    const past = new ChecksPast(directory, log, { starts: [...starts, startedAt].slice(-startsKept), done })
    await past.#save()
    return past
  }

  get done(): readonly Look[] {
    return this.#saved.done
  }

  /** Starts of the ten minutes before, the one at `at` included. */
  startsUntil(at: number): number {
    return this.#saved.starts.filter(start => start <= at && at - start < startsWithinMs).length
  }

  /** On disk when this returns, unless the disk refuses. `at`: ms since 1970 UTC. */
  async did(look: Look, at: number): Promise<void> {
    this.#saved = { ...this.#saved, done: [...keptLooks(this.#saved.done, at), look] }
    await this.#save()
  }

  #save(): Promise<void> {
    this.#saving = this.#saving
      .then(() => writeWhole(this.#directory, [this.#file], `${JSON.stringify(this.#saved)}\n`))
      .catch(error => this.#log('error', 'cannot keep which checks were done', { why: reasonOf(error) }))
    return this.#saving
  }
}

function fileIn(directory: string): string {
  return join(directory, 'checks.json')
}
