import type { CheckTrigger } from '../../protocol/check.ts'
import type { FindingCode } from '../../protocol/findings.ts'
import type { LessonsBody } from '../../protocol/lessons.ts'
import {
  type Expected,
  type Needs,
  needsOf,
  type SetKind,
  type Verdict,
  verdictOf,
  worstOf,
} from '../../protocol/verdict.ts'
import type { Random } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import { pause } from '../pause.ts'
import type { Senses } from '../report/rhythm.ts'
import { dueLook } from './due-rules.ts'
import { type GatherParts, gather } from './gather.ts'
import { judgeAll, ownCodes, withPage } from './judging.ts'
import { ChecksPast } from './past.ts'
import type { Readings } from './readings.ts'

/** What one look over the set came to. */
export type CheckResult = {
  trigger: CheckTrigger
  verdict: Verdict
  codes: FindingCode[]
  /** the finding whose next step comes first; undefined: the set is ready */
  worst: FindingCode | undefined
  /** ms since 1970 UTC by the set's clock */
  at: number
  /** it is on disk and will arrive */
  isTold: boolean
}

/** What the settings of a set say of it. */
export type ExpectedOfSet = Expected & { kind: SetKind | undefined }

export type ChecksParts = GatherParts & {
  /** the folder of this set */
  directory: string
  outbox: Outbox
  /** something new waits in the outbox */
  queued: () => void
  random: Random
  log: Log
  /** the control plane's clock, ms since 1970 UTC; undefined until it has spoken */
  serverNow: () => number | undefined
  lessons: () => LessonsBody | undefined
  /** left out: nothing is known of it */
  expected?: ExpectedOfSet
}

/** Looks before a lesson are spread over a minute. */
const spreadMs = 60_000
const tickMs = 15_000
/** What a person tries again and again on the page is told once in this time, unless it changed. */
const pageAgainMs = 60_000

/** Looks the set over: before each lesson, when it is asked, when it is packed, and when somebody tries it on its page. */
export class Checks {
  readonly #parts: ChecksParts
  readonly #past: ChecksPast
  readonly #laterMs: number
  readonly #listeners = new Set<() => void>()
  readonly #stopping = new AbortController()
  #last: CheckResult | undefined
  #toldOfPage: { codes: string; at: number } | undefined
  #droppedBefore: number
  #isPageShut = false
  #turn: Promise<unknown> = Promise.resolve()
  #running: Promise<void> = Promise.resolve()

  private constructor(parts: ChecksParts, past: ChecksPast) {
    this.#parts = parts
    this.#past = past
    this.#laterMs = parts.random() * spreadMs
    this.#droppedBefore = parts.outbox.dropped
  }

  static async open(parts: ChecksParts): Promise<Checks> {
    return new Checks(parts, await ChecksPast.open(parts.directory, parts.clock.now(), parts.log))
  }

  /** The last look over everything; undefined: none in this run. */
  get last(): CheckResult | undefined {
    return this.#last
  }

  /** Calls after each look. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether something else holds the port of the page on the set. */
  pageIsShut(isShut: boolean): void {
    this.#isPageShut = isShut
  }

  /**
   * Looks the set over and tells what it found. Of a home that rests only the agent's own is told, and nothing of what
   * somebody tried on its page. One look at a time.
   * @param tried what was tried on the page came to
   */
  run(trigger: CheckTrigger, tried: readonly FindingCode[] = []): Promise<CheckResult> {
    const result = this.#turn.then(() => this.#run(trigger, tried))
    this.#turn = result.catch(() => undefined)
    return result
  }

  start(): void {
    this.#running = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#listeners.clear()
    await this.#running
    await this.#turn
  }

  /** Does the look before a lesson that is due, if there is one. */
  async tick(): Promise<void> {
    const { lessons, serverNow, clock } = this.#parts
    const now = () => serverNow() ?? clock.now()
    const look = dueLook(lessons(), now(), this.#past.done, this.#laterMs)
    if (!look) return
    const { isTold } = await this.run(look.trigger)
    // What the disk refused comes again at the next tick, as long as it is due.
    if (isTold) await this.#past.did(look, now())
  }

  async #watch(): Promise<void> {
    const stop = this.#stopping.signal
    for (;;) {
      await pause(tickMs, stop)
      if (stop.aborted) return
      try {
        await this.tick()
      } catch (error) {
        this.#parts.log('error', 'the checks failed', { why: reasonOf(error) })
      }
    }
  }

  async #run(trigger: CheckTrigger, tried: readonly FindingCode[]): Promise<CheckResult> {
    const { clock, rhythm } = this.#parts
    const rests = rhythm().senses === 'own'
    const readings = await this.#read(rests && trigger === 'asked' ? 'own' : 'all')
    const needs = this.#needs(readings)
    const codes = withPage(judgeAll(readings, needs), tried)
    const whole: CheckResult = {
      trigger,
      verdict: verdictOf(codes, needs),
      codes,
      worst: worstOf(codes, needs)?.code,
      at: clock.now(),
      isTold: false,
    }
    if (rests && trigger === 'asked') {
      const own = ownCodes(codes)
      return this.#tell({ ...whole, codes: own, verdict: verdictOf(own, needs), worst: undefined })
    }
    const staysHere = trigger === 'page' && (rests || this.#saidOfPage(codes))
    this.#last = staysHere ? whole : this.#tell(whole)
    for (const listener of this.#listeners) listener()
    return this.#last
  }

  /** A call application is asked for only while somebody may look for it. Lessons tell best whose set this is. */
  #needs({ facts }: Readings): Needs {
    const { expected, lessons } = this.#parts
    const callApp = expected?.callApp === true && facts.call !== undefined
    return needsOf(lessons()?.side ?? expected?.kind ?? 'school', { callApp, cameras: expected?.cameras })
  }

  #tell(result: CheckResult): CheckResult {
    const { outbox, clock, queued, log } = this.#parts
    const { trigger, verdict, codes } = result
    if (this.#stopping.signal.aborted) return result
    const seq = outbox.add('check', { trigger, verdict, codes }, { at: result.at, up: clock.up() })
    if (seq === undefined) return result
    this.#droppedBefore = outbox.dropped
    log('info', 'checks', { trigger, verdict })
    queued()
    return { ...result, isTold: true }
  }

  #saidOfPage(codes: readonly FindingCode[]): boolean {
    const now = this.#parts.clock.steady()
    const said = this.#toldOfPage
    const words = codes.join(' ')
    if (said?.codes === words && now - said.at < pageAgainMs) return true
    this.#toldOfPage = { codes: words, at: now }
    return false
  }

  async #read(of: Senses): Promise<Readings> {
    const { outbox, clock, serverNow } = this.#parts
    const gathered = await gather(this.#parts, of, this.#stopping.signal)
    const serverTime = serverNow()
    const numbers = {
      ...gathered.numbers,
      ...(serverTime === undefined ? {} : { clock_offset_ms: clock.now() - serverTime }),
    }
    const starts = this.#past.startsUntil(clock.now())
    const dropped = outbox.dropped > this.#droppedBefore
    return { ...gathered, numbers, agent: { starts, dropped, isPageShut: this.#isPageShut } }
  }
}
