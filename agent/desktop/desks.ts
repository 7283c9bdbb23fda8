import { lstat, readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Check } from 'typebox/schema'
import type { Log } from '../log.ts'
import type { Read } from '../sensors/asking.ts'
import { attempt, toldName } from '../sensors/reading.ts'
import { type Desk, judgeCallSeen, judgeSound } from './judging.ts'
import { readLines, sayLine } from './lines.ts'
import { type CallSeen, type Sound, sayEveryMs, silentAfterMs, Told, type Wanted } from './words.ts'

/** People have numbers from here on; below it stand the system's own users, such as that of the sign-in screen. */
const personFrom = 1000
/** Nor are these people: the system gives them out for a while, to sign-in screens and services. */
const lent = { from: 60_514, to: 65_535 }
/** Who signs in is noticed within so long, whatever the set looks at. */
const lookEveryMs = 10_000
/** People signed in at once, at most. */
const peopleMax = 8
/** Who was cut off is tried again after this. */
const forgivenAfterMs = 60_000

type Connected = { socket: Socket; told: Told | undefined; toldAt: number }

const nothing: Wanted = { call: null, page: null, banner: null, message: null, restartInMinutes: null }

/**
 * The desktop parts of who is signed in, one a person, each behind a socket `desktop/<uid>.sock`. That the file belongs
 * to that user is the credential: the system wrote it down when the socket was made, and nobody else can replace it.
 */
export class Desks {
  readonly #folder: string
  readonly #people: string
  readonly #steady: () => number
  readonly #log: Log
  readonly #connected = new Map<number, Connected>()
  /** who was cut off, and until when (steady) */
  readonly #cutOff = new Map<number, number>()
  #signedIn: Read<number[]> = { ok: false, reason: 'absent' }
  #wanted: Wanted = nothing
  #saidAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  /** @param runFolder the meeting place; beside it the system keeps a folder `user` with one of each who is signed in */
  constructor(runFolder: string, steady: () => number, log: Log) {
    this.#folder = join(runFolder, 'desktop')
    this.#people = join(dirname(runFolder), 'user')
    this.#steady = steady
    this.#log = log
  }

  start(): void {
    const look = () => void this.look()
    this.#timer = setInterval(look, lookEveryMs)
    look()
  }

  /** Looks who is signed in, and listens to them. */
  async look(): Promise<void> {
    const read = await attempt('people', this.#people, () => readdir(this.#people))
    this.#signedIn = read.ok
      ? { ok: true, value: uidsOf(read.value) }
      : { ok: false, reason: read.reason === 'absent' ? 'unsupported' : read.reason }
    const uids = read.ok ? uidsOf(read.value) : []
    for (const [uid, { socket }] of this.#connected) if (!uids.includes(uid)) socket.destroy()
    await Promise.all(uids.map(uid => this.#meet(uid)))
    if (this.#steady() - this.#saidAt >= sayEveryMs) this.#say()
  }

  /** What the agent wants; a change is said at once. */
  want(change: Partial<Wanted>): void {
    const next = { ...this.#wanted, ...change }
    if (isDeepStrictEqual(next, this.#wanted)) return
    this.#wanted = next
    this.#say()
  }

  /** How sound is set for who sits there. */
  sound(): Read<Sound> {
    return judgeSound(this.#desks())
  }

  /** What is to be seen of the call application; while it may not be looked for: `absent`. */
  call(): Read<CallSeen> {
    return judgeCallSeen(this.#desks())
  }

  stop(): void {
    clearInterval(this.#timer)
    for (const { socket } of this.#connected.values()) socket.destroy()
  }

  #desks(): Read<Desk[]> {
    const since = this.#steady() - silentAfterMs
    const deskOf = (uid: number): Desk => {
      const one = this.#connected.get(uid)
      return one && one.toldAt >= since ? one.told : undefined
    }
    return this.#signedIn.ok ? { ok: true, value: this.#signedIn.value.map(deskOf) } : this.#signedIn
  }

  #say(): void {
    this.#saidAt = this.#steady()
    for (const { socket } of this.#connected.values()) sayLine(socket, this.#wanted)
  }

  async #meet(uid: number): Promise<void> {
    if (this.#connected.has(uid) || this.#steady() < (this.#cutOff.get(uid) ?? 0)) return
    const path = join(this.#folder, `${uid}.sock`)
    // Another look may have been faster.
    if (!(await belongsTo(path, uid)) || this.#connected.has(uid)) return
    const socket = connect(path)
    const one: Connected = { socket, told: undefined, toldAt: Number.NEGATIVE_INFINITY }
    this.#connected.set(uid, one)
    socket.on('error', () => undefined)
    socket.once('close', () => this.#connected.delete(uid))
    socket.once('connect', async () => {
      // What was looked at may have been exchanged before it was opened.
      if (!(await belongsTo(path, uid))) socket.destroy()
      else sayLine(socket, this.#wanted)
    })
    const cutOff = () => {
      this.#cutOff.set(uid, this.#steady() + forgivenAfterMs)
      this.#log('warn', 'a desktop part says too much, or what nobody understands')
      socket.destroy()
    }
    const hear = (value: unknown) => {
      if (!Check(Told, value)) cutOff()
      else Object.assign(one, { told: withNames(value), toldAt: this.#steady() })
    }
    readLines(socket, hear, cutOff)
  }
}

/** A name goes to the control plane, where one that cannot be kept would keep out all that is said with it. */
function withNames(told: Told): Told {
  if (!told.sound.ok) return told
  const named = (level: Sound['in']) => level && { ...level, model: toldName(level.model) }
  const { in: input, out } = told.sound.value
  return { ...told, sound: { ok: true, value: { in: named(input), out: named(out) } } }
}

function uidsOf(names: readonly string[]): number[] {
  const uids = names.filter(name => /^\d{1,10}$/.test(name)).map(Number)
  return uids
    .filter(uid => uid >= personFrom && !(uid >= lent.from && uid <= lent.to))
    .sort((a, b) => a - b)
    .slice(0, peopleMax)
}

/** Whether this is a socket, no link to one, made by this very user. */
async function belongsTo(path: string, uid: number): Promise<boolean> {
  const read = await attempt('socket', path, () => lstat(path))
  return read.ok && read.value.isSocket() && read.value.uid === uid
}
