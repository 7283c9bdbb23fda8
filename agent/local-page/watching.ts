import { randomInt } from 'node:crypto'
import type { Agent } from '../agent.ts'
import type { CheckResult } from '../checks/checks.ts'
import type { CheckShown, PageState } from './api.ts'

/** Of the agent, what the page shows and does. */
export type PageAgent = Pick<
  Agent,
  'help' | 'messages' | 'today' | 'checks' | 'acts' | 'told' | 'isLesson' | 'side' | 'isReached'
>

/** A page that waits for news is answered after this, whatever happens. */
const waitMs = 20_000
/** What tells of no change itself, such as the clock, is looked at this often while a page waits. */
const lookMs = 1000
/** Pages that may wait at once; more are answered at once. A browser has six connections, and a press needs one. */
const waitingMax = 4

/** What the page shows, numbered, and whoever waits for the next number. */
export class Watching {
  readonly #agent: PageAgent
  readonly #stops: (() => void)[]
  readonly #waiting = new Set<() => void>()
  #text = ''
  /** Of no earlier run: a page that waits since then must hear of this one. */
  #revision = randomInt(2 ** 40)
  #timer: NodeJS.Timeout | undefined

  constructor(agent: PageAgent) {
    this.#agent = agent
    const look = () => this.#look()
    const { help, messages, today, checks } = agent
    this.#stops = [help, messages, today, checks].map(one => one.onChange(look))
  }

  /** As it is now. */
  now(): PageState {
    this.#look()
    return { revision: this.#revision, ...stateOf(this.#agent) }
  }

  /** As soon as it is another than this revision, or after a while; `gone`: nobody waits any more. */
  async after(revision: number, gone: AbortSignal): Promise<PageState> {
    this.#look()
    if (revision === this.#revision && this.#waiting.size < waitingMax) await this.#change(gone)
    return this.now()
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    for (const answer of [...this.#waiting]) answer()
  }

  async #change(gone: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = setTimeout(resolve, waitMs)
    gone.addEventListener('abort', () => resolve(), { once: true })
    this.#waiting.add(resolve)
    this.#timer ??= setInterval(() => this.#look(), lookMs)
    await promise
    clearTimeout(end)
    this.#waiting.delete(resolve)
    if (this.#waiting.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    const text = JSON.stringify(stateOf(this.#agent))
    if (text === this.#text) return
    this.#text = text
    this.#revision += 1
    for (const answer of this.#waiting) answer()
  }
}

/** What the page shows, as it is now. */
function stateOf({
  help,
  messages,
  today,
  checks,
  isLesson,
  side,
  isReached,
}: PageAgent): Omit<PageState, 'revision'> {
  const { last, isOpen, canWithdraw } = help
  return {
    side: side() ?? null,
    isReached: isReached(),
    isLesson: isLesson() ?? null,
    help: last
      ? { state: last.state, picture: last.picture, by: last.by, helper: last.helper, isOpen, canWithdraw }
      : null,
    messages: messages.open.map(({ id, says, answers }) => ({ id, says, answers })),
    today: today.holding,
    check: checks.last ? shown(checks.last) : null,
  }
}

function shown({ verdict, worst, at }: CheckResult): CheckShown {
  return { verdict, worst: worst ?? null, at }
}
