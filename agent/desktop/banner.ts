import { execFile } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { type Language, texts } from './texts.ts'
import type { Wanted } from './words.ts'

const program = 'notify-send'
const answerWithinMs = 5000
/** A notification that is replaced by one of this length is gone at once. */
const goneAfterMs = 1

type Shown = Pick<Wanted, 'banner' | 'restartInMinutes'>

/**
 * A banner over whatever is on the screen. The desktop draws it: it takes no focus, and one of this urgency is shown
 * over a lesson that fills the screen, until it is closed. There is one at most, the restart before all.
 */
export class Banner {
  readonly #environment: NodeJS.ProcessEnv
  readonly #language: Language
  #shown: Shown = { banner: null, restartInMinutes: null }
  #id: string | undefined
  #showing: Promise<void> = Promise.resolve()

  constructor(environment: NodeJS.ProcessEnv, language: Language) {
    this.#environment = environment
    this.#language = language
  }

  /** Settles when the desktop was told. */
  show({ banner, restartInMinutes }: Shown): Promise<void> {
    const next = { banner, restartInMinutes }
    if (!isDeepStrictEqual(next, this.#shown)) {
      this.#shown = next
      this.#showing = this.#showing.then(() => this.#draw(next))
    }
    return this.#showing
  }

  async #draw({ banner, restartInMinutes }: Shown): Promise<void> {
    const own = texts[this.#language]
    const text = restartInMinutes !== null ? own.restart(restartInMinutes) : banner && own.batteryLow
    if (!text && this.#id === undefined) return
    const urgency = text ? ['--urgency=critical'] : [`--expire-time=${goneAfterMs}`]
    const replaced = this.#id === undefined ? [] : [`--replace-id=${this.#id}`]
    const said = text ?? own.batteryLow
    const args = ['--print-id', '--app-name=Setwacht', ...urgency, ...replaced, '--', said.title, said.body]
    const id = await this.#run(args)
    this.#id = text ? id : undefined
  }

  /** The number of what is shown; undefined: this desktop shows nothing. */
  #run(args: readonly string[]): Promise<string | undefined> {
    const options = { env: this.#environment, timeout: answerWithinMs, killSignal: 'SIGKILL' as const }
    return new Promise(resolve => {
      execFile(program, args, options, (error, stdout) =>
        resolve(error ? undefined : /^\d+$/m.exec(stdout)?.[0]),
      )
    })
  }
}
