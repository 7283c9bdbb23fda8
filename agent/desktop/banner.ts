import { execFile } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { messageSentenceOf } from '../../protocol/sentences/messages.ts'
import { type Language, texts } from './texts.ts'
import type { BannerMessage, Wanted } from './words.ts'

const program = 'notify-send'
const answerWithinMs = 5000
/** A notification that is replaced by one of this length is gone at once. */
const goneAfterMs = 1

type Shown = Pick<Wanted, 'banner' | 'message' | 'restartInMinutes'>

/**
 * A banner over whatever is on the screen. The desktop draws it: it takes no focus, and one of this urgency is shown
 * over a lesson that fills the screen, until it is closed. There is one at most: the restart, then the battery, then a
 * message, which waits on the page too.
 */
export class Banner {
  readonly #environment: NodeJS.ProcessEnv
  readonly #language: Language
  #shown: Shown = { banner: null, message: null, restartInMinutes: null }
  #id: string | undefined
  #showing: Promise<void> = Promise.resolve()

  constructor(environment: NodeJS.ProcessEnv, language: Language) {
    this.#environment = environment
    this.#language = language
  }

  /** Settles when the desktop was told. */
  show({ banner, message = null, restartInMinutes }: Shown): Promise<void> {
    const next = { banner, message, restartInMinutes }
    if (!isDeepStrictEqual(next, this.#shown)) {
      this.#shown = next
      this.#showing = this.#showing.then(() => this.#draw(next))
    }
    return this.#showing
  }

  async #draw(shown: Shown): Promise<void> {
    const own = texts[this.#language]
    const text = this.#textOf(shown)
    if (!text && this.#id === undefined) return
    const urgency = text ? ['--urgency=critical'] : [`--expire-time=${goneAfterMs}`]
    const replaced = this.#id === undefined ? [] : [`--replace-id=${this.#id}`]
    const said = text ?? own.batteryLow
    const args = ['--print-id', '--app-name=Setwacht', ...urgency, ...replaced, '--', said.title, said.body]
    const id = await this.#run(args)
    this.#id = text ? id : undefined
  }

  #textOf({ banner, message, restartInMinutes }: Shown) {
    const own = texts[this.#language]
    if (restartInMinutes !== null) return own.restart(restartInMinutes)
    if (banner) return own.batteryLow
    return message ? { title: own.message, body: bodyOf(message, this.#language) } : undefined
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

function bodyOf({ says, asks }: BannerMessage, language: Language): string {
  const text = 'text' in says ? says.text : messageSentenceOf(language, says.to, says.sentence)
  return [plain(text), ...(asks ? [texts[language].answerThere] : [])].join(' ')
}

/** Many a desktop reads signs in a text as marks for how to draw it, or as where to go. */
function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
