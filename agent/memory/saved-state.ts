import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/schema'
import { countMax, credibleMax, epochMax } from '../../protocol/envelope.ts'
import type { HelloBody } from '../../protocol/presence.ts'
import { type Log, reasonOf } from '../log.ts'
import { writeInPlace, writeWhole } from './whole-file.ts'

/** Room for the connections of one run, whatever number it begins at. */
const connectsMax = 2 ** 20

const RememberedCamera = Type.Object({ port: Type.String(), model: Type.Union([Type.String(), Type.Null()]) })
const Saved = Type.Object({
  /** starts of the agent; the last one that may have numbered messages */
  epoch: Type.Integer({ minimum: 0, maximum: epochMax - 1 }),
  /** CONNECTs tried */
  connection: Type.Integer({ minimum: 0, maximum: countMax - connectsMax }),
  /** messages given up since the set was enrolled, as far as it was known at the last save */
  dropped: Type.Integer({ minimum: 0, maximum: countMax }),
  /** the last run ended on purpose */
  clean: Type.Boolean(),
  bootId: Type.Union([Type.String(), Type.Null()]),
  cameras: Type.Array(RememberedCamera),
})

/** A camera slot and what stood in it last; stays on the set. */
export type RememberedCamera = Static<typeof RememberedCamera>

/** What survives a restart. */
export type State = Static<typeof Saved>

const fileNames = ['state.json', 'state.copy.json'] as const
const fresh: State = { epoch: 0, connection: 0, dropped: 0, clean: true, bootId: null, cameras: [] }

/** Room kept in each file, so that it can be rewritten in place when the disk is full. */
const fileBytes = 2048
const jumpFrom = Date.UTC(2020, 0, 1)

/** What a start needs to know beside the files. */
export type Start = { bootId: string | null; outboxEpoch: number; now: number; log: Log }

/** The state on disk, twice; both copies are written before a number or a connection is used. */
export class SavedState {
  readonly cause: HelloBody['cause']
  readonly #directory: string
  #state: State
  #saving: Promise<unknown> = Promise.resolve()

  private constructor(directory: string, state: State, cause: HelloBody['cause']) {
    this.#directory = directory
    this.#state = state
    this.cause = cause
  }

  /** Reads both copies, takes the higher of every counter, and writes the next epoch before it returns. */
  static async begin(directory: string, start: Start): Promise<SavedState> {
    const copies = await Promise.all(fileNames.map(name => readCopy(join(directory, name))))
    const before = chooseState(copies, start)
    const cause = causeOf(before, start.bootId)
    const saved = new SavedState(directory, before, cause)
    await saved.save({ epoch: before.epoch + 1, clean: false, bootId: start.bootId })
    return saved
  }

  get state(): Readonly<State> {
    return this.#state
  }

  /** Puts the change on disk, both copies; throws when neither a new file nor an overwrite is possible. */
  save(change: Partial<State>): Promise<void> {
    const saving = this.#saving.then(async () => {
      const next = { ...this.#state, ...change }
      await writeBoth(this.#directory, encodeState(next))
      this.#state = next
    })
    this.#saving = saving.catch(() => undefined)
    return saving
  }

  /** The number of the next CONNECT, on disk when this returns. */
  async nextConnection(dropped: number): Promise<number> {
    const connection = this.#state.connection + 1
    await this.save({ connection, dropped })
    return connection
  }
}

type Copy = { is: 'whole'; state: State } | { is: 'missing' } | { is: 'damaged'; why: string }

/**
 * Both copies carry an epoch before it numbers anything, so the higher readable one is safe. When a copy was
 * there and none can be read, the outbox or the seconds since 2020 lie above: one start a second never passes them.
 */
function chooseState(copies: readonly Copy[], start: Start): State {
  const whole = copies.flatMap(copy => (copy.is === 'whole' ? [copy.state] : []))
  for (const copy of copies) {
    if (copy.is === 'damaged')
      start.log('warn', 'saved state damaged, the other copy is used', { why: copy.why })
  }
  if (whole.length > 0) {
    const state = higher(whole)
    return { ...state, epoch: Math.max(state.epoch, start.outboxEpoch) }
  }
  if (start.outboxEpoch === 0 && copies.every(copy => copy.is === 'missing')) return fresh
  const since = Math.max(0, Math.floor((start.now - jumpFrom) / 1000))
  // A clock that is wrong by decades must not lead to counters that nobody believes.
  const seconds = Math.min(since, credibleMax.epoch - 1)
  start.log('error', 'saved state lost, counters jump ahead', { outboxEpoch: start.outboxEpoch, seconds })
  return {
    ...fresh,
    clean: false,
    epoch: Math.min(Math.max(start.outboxEpoch, seconds), epochMax - 1),
    connection: seconds * 1000,
  }
}

function higher(states: readonly State[]): State {
  const newest = states.reduce((a, b) =>
    b.epoch > a.epoch || (b.epoch === a.epoch && b.connection > a.connection) ? b : a,
  )
  return {
    ...newest,
    connection: Math.max(...states.map(state => state.connection)),
    dropped: Math.max(...states.map(state => state.dropped)),
  }
}

function causeOf(before: State, bootId: string | null): HelloBody['cause'] {
  if (bootId !== null && bootId !== before.bootId) return 'system_started'
  return before.clean ? 'agent_started' : 'agent_crashed'
}

/** The text of a state file: a checksum, the state, and blanks up to the room kept. */
export function encodeState(state: State): string {
  const text = JSON.stringify(state)
  return `${`{"crc":${crc32(text)},"state":${text}}`.padEnd(fileBytes - 1)}\n`
}

/** Reads the text of a state file; says why when it is not whole. */
export function decodeState(text: string): Copy {
  try {
    const { crc, state } = JSON.parse(text) as { crc: unknown; state: unknown }
    if (crc !== crc32(JSON.stringify(state))) return { is: 'damaged', why: 'checksum' }
    if (!Check(Saved, state)) return { is: 'damaged', why: 'no counters that can be counted on from' }
    return { is: 'whole', state }
  } catch (error) {
    return { is: 'damaged', why: reasonOf(error) }
  }
}

async function readCopy(file: string): Promise<Copy> {
  try {
    return decodeState(await readFile(file, 'utf8'))
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return missing ? { is: 'missing' } : { is: 'damaged', why: reasonOf(error) }
  }
}

/** One copy after the other, so that a cut leaves at least one whole. */
async function writeBoth(directory: string, text: string): Promise<void> {
  const files = fileNames.map(name => join(directory, name))
  try {
    await writeWhole(directory, files, text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    for (const file of files) await writeInPlace(file, text)
  }
}
