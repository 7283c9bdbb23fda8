import type { UnreadableReason } from '../../protocol/facts.ts'

/** What was read, or why it could not be. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; reason: UnreadableReason }

/** Asked at once, at most. */
const askedMax = 4
/** Threads for what lies in one folder, at most: a part that is dead must not take one for each of its files. */
const threadsInFolderMax = 2

type Waiting = { question: string; folder: string; go: (may: boolean) => void }

/**
 * The only way to ask the system something. What does not answer in time is `no_answer`, and is not asked again
 * until it comes back: it keeps a thread of the pool until then, and others need theirs.
 */
export class Asking {
  readonly #threads: number
  readonly #withinMs: number
  /** the last time each thing was asked, until it was answered or is no longer waited for */
  readonly #asked = new Map<string, Promise<unknown>>()
  /** what an answer is waited for, and what has not come back in time, each with its folder */
  readonly #running = new Map<string, string>()
  readonly #silent = new Map<string, string>()
  #waiting: Waiting[] = []

  /** @param threads how many threads may be taken, those that never come back included */
  constructor(threads: number, withinMs: number) {
    this.#threads = threads
    this.#withinMs = withinMs
  }

  /** `read` never throws. The same question is asked once at a time. */
  ask<Value>(question: string, folder: string, read: () => Promise<Read<Value>>): Promise<Read<Value>> {
    const run = () => this.#run(question, folder, read)
    const before = this.#asked.get(question)
    const answer = before ? before.then(run) : run()
    this.#asked.set(question, answer)
    void answer.then(() => {
      if (this.#asked.get(question) === answer) this.#asked.delete(question)
    })
    return answer
  }

  async #run<Value>(
    question: string,
    folder: string,
    read: () => Promise<Read<Value>>,
  ): Promise<Read<Value>> {
    const may =
      this.#take(question, folder) ??
      (await new Promise<boolean>(go => this.#waiting.push({ question, folder, go })))
    if (!may) return noAnswer
    const answer = await this.#inTime(question, folder, read())
    this.#running.delete(question)
    this.#wake()
    return answer
  }

  #inTime<Value>(question: string, folder: string, answer: Promise<Read<Value>>): Promise<Read<Value>> {
    return new Promise(resolve => {
      const late = setTimeout(() => {
        this.#silent.set(question, folder)
        resolve(noAnswer)
      }, this.#withinMs)
      void answer.then(read => {
        clearTimeout(late)
        this.#silent.delete(question)
        resolve(read)
        this.#wake()
      })
    })
  }

  /** Lets go what may run, and what need not wait because it will not be answered. */
  #wake(): void {
    this.#waiting = this.#waiting.filter(({ question, folder, go }) => {
      const may = this.#take(question, folder)
      if (may !== undefined) go(may)
      return may === undefined
    })
  }

  /** Takes a thread. False: it will not be answered; undefined: none is free now. */
  #take(question: string, folder: string): boolean | undefined {
    if (this.#isSilent(question, folder)) return false
    const taken = this.#running.size + this.#silent.size
    const inFolder = countOf(this.#running, folder) + countOf(this.#silent, folder)
    if (this.#running.size >= askedMax || taken >= this.#threads || inFolder >= threadsInFolderMax) {
      return undefined
    }
    this.#running.set(question, folder)
    return true
  }

  #isSilent(question: string, folder: string): boolean {
    if (this.#silent.has(question) || this.#silent.size >= this.#threads) return true
    return countOf(this.#silent, folder) >= threadsInFolderMax
  }
}

function countOf(folders: ReadonlyMap<string, string>, folder: string): number {
  let count = 0
  for (const one of folders.values()) if (one === folder) count += 1
  return count
}

const noAnswer = { ok: false, reason: 'no_answer' } as const
