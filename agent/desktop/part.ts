import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Check } from 'typebox/schema'
import { type Log, reasonOf } from '../log.ts'
import type { DesktopSettings } from '../settings.ts'
import { Banner } from './banner.ts'
import { seeCall } from './call-app.ts'
import { readLines, sayLine } from './lines.ts'
import { keepPage, openPage } from './page.ts'
import { SoundServer } from './sound-server.ts'
import { languageOf } from './texts.ts'
import { sayEveryMs, silentAfterMs, type Told, Wanted } from './words.ts'

/** The call application is looked for this often, while it may be. */
const lookEveryMs = 5000
/** Agents at once, at most: there is one, and another before it noticed its end. */
const agentsMax = 4
/** A socket for its user and the agent's group alone. */
const socketMode = 0o660

/** The part that runs as who is signed in: says how sound is set and what the call application holds, shows and opens. */
export class DesktopPart {
  readonly #settings: DesktopSettings
  readonly #log: Log
  readonly #sound: SoundServer
  readonly #banner: Banner
  readonly #agents = new Set<Socket>()
  readonly #server: Server
  #wanted: Wanted | undefined
  #told: Told | undefined
  #opened = false
  #timers: NodeJS.Timeout[] = []

  constructor(settings: DesktopSettings, log: Log) {
    this.#settings = settings
    this.#log = log
    this.#sound = new SoundServer(settings.environment, () => void this.#tell())
    this.#banner = new Banner(settings.environment, languageOf(settings.locale))
    this.#server = createServer(socket => this.#meet(socket))
  }

  /** False: another one of this user runs already. Throws when the meeting place is not there. */
  async start(): Promise<boolean> {
    const path = join(this.#settings.runFolder, 'desktop', `${this.#settings.uid}.sock`)
    if (await isAnswered(path)) return false
    if ((await lstat(path).catch(() => undefined))?.uid === this.#settings.uid) await unlink(path)
    process.umask(0o777 & ~socketMode)
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(path, resolve)
    })
    process.umask(0o077)
    await chmod(path, socketMode)
    this.#sound.start()
    const look = setInterval(() => this.#wanted?.call && void this.#tell(), lookEveryMs)
    const repeat = setInterval(() => this.#say(), sayEveryMs)
    this.#timers = [look, repeat]
    return true
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#sound.stop()
    this.#server.close()
    for (const socket of this.#agents) socket.destroy()
  }

  #meet(socket: Socket): void {
    socket.on('error', () => undefined)
    if (this.#agents.size >= agentsMax) {
      socket.destroy()
      return
    }
    this.#agents.add(socket)
    const late = setTimeout(() => socket.destroy(), silentAfterMs)
    socket.once('close', () => {
      clearTimeout(late)
      this.#agents.delete(socket)
      if (this.#agents.size === 0) this.#alone()
    })
    const cutOff = () => socket.destroy()
    const hear = (value: unknown) => {
      late.refresh()
      if (Check(Wanted, value)) this.#hear(value)
      else cutOff()
    }
    readLines(socket, hear, cutOff)
    if (this.#told) sayLine(socket, this.#told)
    void this.#tell()
  }

  /** Without an agent nobody asks: nothing is looked for, and nothing shown. */
  #alone(): void {
    this.#wanted = undefined
    this.#told = undefined
    void this.#banner.show({ banner: null, restartInMinutes: null })
  }

  #hear(wanted: Wanted): void {
    const before = this.#wanted
    this.#wanted = wanted
    void this.#banner.show(wanted)
    if (!isDeepStrictEqual(before?.call, wanted.call)) void this.#tell()
    if (wanted.page && !isDeepStrictEqual(before?.page, wanted.page)) void this.#takePage(wanted.page)
  }

  async #takePage(page: NonNullable<Wanted['page']>): Promise<void> {
    const { ownFolder, environment } = this.#settings
    try {
      await keepPage(ownFolder, page)
    } catch (error) {
      this.#log('error', 'cannot keep where the page is', { why: reasonOf(error) })
    }
    if (!this.#opened) openPage(ownFolder, page, environment)
    this.#opened = true
  }

  /** Says what changed. */
  async #tell(): Promise<void> {
    const { uid } = this.#settings
    const call = this.#wanted?.call ?? null
    const { levels: sound, recorders } = this.#sound
    const told: Told = { sound, call: call && (await seeCall('/proc', uid, call, recorders)) }
    // What was wanted may have changed while it was looked for.
    if (!isDeepStrictEqual(call, this.#wanted?.call ?? null) || isDeepStrictEqual(told, this.#told)) return
    this.#told = told
    this.#say()
  }

  #say(): void {
    if (this.#told) for (const socket of this.#agents) sayLine(socket, this.#told)
  }
}

/** Whether somebody listens behind a socket. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
