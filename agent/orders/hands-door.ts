import { connect } from 'node:net'
import { Check } from 'typebox/schema'
import { HandsAnswer, type HandsCode } from '../../protocol/hands.ts'
import { type Log, reasonOf } from '../log.ts'

/** Starting them, and what they do at once, takes less. */
const answerMsMax = 30_000
const answerBytesMax = 1000
/** In one run: whoever holds the broker could have root start a program with every welcome. */
const triesMax = 20

/** The way from the agent to what root does for it; a set without hands has no door. */
export class HandsDoor {
  readonly #path: string
  readonly #log: Log
  #known: string | undefined
  #tries = 0

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  /** Passes on who may command from now on; what they know already is not said again in this run. */
  async passKey(jws: string): Promise<void> {
    if (jws === this.#known || this.#tries >= triesMax) return
    const code = await this.#ask(jws)
    if (code === undefined) return
    this.#log('info', 'the hands heard of a command key', { code })
    if (code !== 'done' && code !== 'repeated') return
    this.#known = jws
    this.#tries = 0
  }

  /** Undefined: nobody is there, or what they said is no answer. */
  async #ask(jws: string): Promise<HandsCode | undefined> {
    this.#tries += 1
    try {
      const answer: unknown = JSON.parse(await sayAndHear(this.#path, jws))
      return Check(HandsAnswer, answer) ? answer.code : undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        // Nobody was started.
        this.#tries -= 1
        return undefined
      }
      this.#log('warn', 'the hands do not answer', { why: reasonOf(error) })
      return undefined
    }
  }
}

function sayAndHear(path: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true })
    let heard = ''
    socket.setTimeout(answerMsMax, () => socket.destroy(new Error(`nothing within ${answerMsMax} ms`)))
    socket.on('data', (chunk: Buffer) => {
      heard += chunk
      if (heard.length > answerBytesMax) socket.destroy(new Error('more than an answer'))
    })
    socket.once('error', reject)
    socket.once('end', () => {
      socket.destroy()
      resolve(heard)
    })
    socket.end(text)
  })
}
