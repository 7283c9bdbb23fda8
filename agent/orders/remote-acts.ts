import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { rejections } from '../../protocol/command.ts'
import { type Log, reasonOf } from '../log.ts'
import { readSavedFile } from '../memory/saved-file.ts'
import { writeWhole } from '../memory/whole-file.ts'

/** Acts kept; the family sees them on the page of the set. */
const actsMax = 50

/** What may be done to a set from afar: each of them stands on its page. */
const remoteDeeds = ['ping', 'check', 'lessons', 'message', 'command_key', 'certificate'] as const
export type RemoteDeed = (typeof remoteDeeds)[number]
const comes = ['done', ...rejections] as const
export type Came = (typeof comes)[number]

const RemoteAct = Type.Object({
  /** null: nobody can tell what a command was that was refused */
  deed: Type.Union([Type.Enum(remoteDeeds), Type.Null()]),
  came: Type.Enum(comes),
  /** how often in a row */
  times: Type.Integer({ minimum: 1 }),
  /** the last of them, ms since 1970 UTC by the set's clock */
  at: Type.Number(),
})
export type RemoteAct = Static<typeof RemoteAct>
const RemoteActsSaved = Type.Array(RemoteAct)

type ActsParts = { directory: string; now: () => number; log: Log }

/**
 * What was done to this set from afar, and what came of it, newest first. What repeats is counted in one row, and what was
 * refused has one row a reason: nobody can push out what was done.
 */
export class RemoteActs {
  readonly #parts: ActsParts
  #acts: RemoteAct[]
  #isWritten = true
  #writing: Promise<void> | undefined

  private constructor(parts: ActsParts, acts: RemoteAct[]) {
    this.#parts = parts
    this.#acts = acts
  }

  static async open(parts: ActsParts): Promise<RemoteActs> {
    const acts = await readSavedFile(fileOf(parts), RemoteActsSaved, 'what was done from afar', parts.log)
    return new RemoteActs(parts, acts ?? [])
  }

  get newest(): readonly RemoteAct[] {
    return this.#acts
  }

  note(deed: RemoteDeed | null, came: Came): void {
    const { now } = this.#parts
    const same = this.#acts.findIndex(
      (act, at) => act.came === came && (came === 'done' ? at === 0 && act.deed === deed : true),
    )
    const times = (this.#acts[same]?.times ?? 0) + 1
    const others = this.#acts.filter((_act, at) => at !== same)
    this.#acts = [{ deed: came === 'done' ? deed : null, came, times, at: now() }, ...others].slice(
      0,
      actsMax,
    )
    this.#isWritten = false
    this.#writing ??= this.#write()
  }

  /** On disk when this returns, unless the disk refuses. */
  async kept(): Promise<void> {
    await this.#writing
  }

  /** What is noted meanwhile goes with the next writing: a flood of refused commands is not as many files. */
  async #write(): Promise<void> {
    const { directory, log } = this.#parts
    while (!this.#isWritten) {
      this.#isWritten = true
      await writeWhole(directory, [fileOf(this.#parts)], `${JSON.stringify(this.#acts)}\n`).catch(error =>
        log('error', 'cannot keep what was done from afar', { why: reasonOf(error) }),
      )
    }
    this.#writing = undefined
  }
}

const fileOf = ({ directory }: ActsParts) => join(directory, 'remote-acts.json')
