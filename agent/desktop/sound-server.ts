import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Read } from '../sensors/asking.ts'
import { unreadable } from '../sensors/reading.ts'
import { judgeLevels, judgeRecorders, type Recorder } from './sound-judging.ts'
import type { Sound } from './words.ts'

/** The sound server is asked by its own program, as PulseAudio and PipeWire both understand it. */
const program = 'pactl'
const answerWithinMs = 3000
const answerBytesMax = 4 * 2 ** 20
/** What changes in one move is read once. */
const gatherMs = 250
/** Read anew without a word of the server, in case one was missed. */
const anywayMs = 60_000
const againMs = { first: 1000, most: 60_000 }
/** Lines of the server that tell of something that matters here. */
const matters = /^Event '\w+' on (sink|source|source-output|server)\b/

/** Watches how sound is set and who records; it reads lists and opens no device. */
export class SoundServer {
  readonly #environment: NodeJS.ProcessEnv
  readonly #changed: () => void
  #levels: Read<Sound> = unreadable('no_answer')
  #recorders: Read<Recorder[]> = unreadable('no_answer')
  #subscription: ChildProcess | undefined
  #timer: NodeJS.Timeout | undefined
  #againMs = againMs.first
  #stopped = false

  /** @param changed called when what is known may have become something else */
  constructor(environment: NodeJS.ProcessEnv, changed: () => void) {
    // In the language of programs: others write decimals that are no JSON.
    this.#environment = { ...environment, LC_ALL: 'C.UTF-8' }
    this.#changed = changed
  }

  get levels(): Read<Sound> {
    return this.#levels
  }
  get recorders(): Read<Recorder[]> {
    return this.#recorders
  }

  start(): void {
    const child = spawn(program, ['subscribe'], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#subscription = child
    createInterface({ input: child.stdout }).on('line', line => {
      this.#againMs = againMs.first
      if (matters.test(line)) this.#readIn(gatherMs)
    })
    child.on('error', () => undefined)
    child.once('close', () => this.#over())
    this.#readIn(0)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#subscription?.kill('SIGKILL')
  }

  /** The server went away, or there is none: what was known holds no longer. */
  #over(): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.start(), this.#againMs)
    this.#againMs = Math.min(this.#againMs * 2, againMs.most)
  }

  #readIn(ms: number): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#read(), ms)
  }

  async #read(): Promise<void> {
    const names = [['info'], ['list', 'sources'], ['list', 'sinks'], ['list', 'source-outputs']]
    const [info, sources, sinks, recordings] = await Promise.all(names.map(name => this.#ask(name)))
    const silent = [info, sources, sinks, recordings].find(read => read?.ok === false)
    const said = (read: Read<unknown> | undefined) => (read?.ok ? read.value : undefined)
    const levels = judgeLevels(said(info), said(sources), said(sinks))
    const recorders = judgeRecorders(said(recordings), said(sources))
    const failed = silent?.ok === false ? silent : unreadable('failed')
    this.#levels = levels ? { ok: true, value: levels } : failed
    this.#recorders = recorders ? { ok: true, value: recorders } : failed
    this.#changed()
    if (this.#subscription?.exitCode === null) this.#readIn(anywayMs)
  }

  #ask(what: readonly string[]): Promise<Read<unknown>> {
    const options = {
      env: this.#environment,
      timeout: answerWithinMs,
      killSignal: 'SIGKILL' as const,
      maxBuffer: answerBytesMax,
    }
    return new Promise(resolve => {
      execFile(program, ['--format=json', ...what], options, (error, stdout) => {
        if (error) resolve(unreadable(reasonOf(error)))
        else resolve(parse(stdout))
      })
    })
  }
}

function reasonOf(error: Error & { code?: unknown; killed?: boolean }) {
  if (error.code === 'ENOENT') return 'unsupported'
  return error.killed ? 'no_answer' : 'failed'
}

function parse(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return unreadable('failed')
  }
}
