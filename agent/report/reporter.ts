import type { Facts } from '../../protocol/facts.ts'
import type { Clock, Random } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../outbox.ts'
import { pause } from '../pause.ts'
import { changedFacts, type Glance, summarise } from './sampling.ts'
import type { Sensing } from './sensing.ts'

/** How often facts and fast numbers are looked at; twelve round trips a minute follow from it. */
const glanceSeconds = 5
/** A report comes this share earlier or later by chance, so that a fleet does not speak in step. */
const jitterShare = 0.1
/** Glances of one interval, at most: an hour of them. */
const glancesMax = 720

export type ReporterParts = {
  sensing: Sensing
  outbox: Outbox
  /** something new waits in the outbox */
  queued: () => void
  clock: Clock
  random: Random
  log: Log
  reportSeconds: number
  /** facts that hold for the whole run */
  constantFacts: Facts
  simulated: boolean
}

/** The rhythm: facts that changed leave at once as `event`, numbers once an interval as `report`. */
export class Reporter {
  readonly #parts: ReporterParts
  readonly #stopping = new AbortController()
  #facts: Facts
  #glances: Glance[] = []
  #reportedAt: number
  #running: Promise<void> = Promise.resolve()

  constructor(parts: ReporterParts) {
    this.#parts = parts
    this.#facts = parts.constantFacts
    this.#reportedAt = parts.clock.steady()
  }

  /** Everything that holds now; what `hello` says. */
  get facts(): Facts {
    return this.#facts
  }

  /** What others found out: the first word on a fact goes with the next `hello`, a change leaves at once. */
  tell(facts: Facts): void {
    const known = Object.keys(facts).every(name => Object.hasOwn(this.#facts, name))
    if (known) this.#queueChanges(facts)
    else this.#facts = { ...this.#facts, ...facts }
  }

  /** Reads everything once and queues a first report, so that a set that starts is seen at once. */
  async start(): Promise<void> {
    const { sensing, constantFacts } = this.#parts
    const measured = await sensing.measure()
    const { facts, ...glance } = await sensing.glance()
    this.#facts = { ...constantFacts, ...facts }
    this.#glances.push(glance)
    this.#queueReport(measured)
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
    this.#parts.sensing.stop()
  }

  async #run(): Promise<void> {
    const { clock, reportSeconds } = this.#parts
    const stop = this.#stopping.signal
    const everyMs = Math.min(glanceSeconds, reportSeconds) * 1000
    let glanceAt = clock.steady() + everyMs
    let reportAt = clock.steady() + this.#nextReportMs()
    while (!stop.aborted) {
      await pause(Math.max(0, Math.min(glanceAt, reportAt) - clock.steady()), stop)
      if (stop.aborted) return
      if (clock.steady() >= glanceAt) {
        glanceAt = clock.steady() + everyMs
        await this.#attempt(() => this.#glance())
      }
      if (clock.steady() >= reportAt) {
        reportAt = clock.steady() + this.#nextReportMs()
        await this.#attempt(() => this.#report())
      }
    }
  }

  async #glance(): Promise<void> {
    const { facts, ...glance } = await this.#parts.sensing.glance()
    this.#glances.push(glance)
    if (this.#glances.length > glancesMax) this.#glances.shift()
    this.#queueChanges(facts)
  }

  #queueChanges(facts: Facts): void {
    const changed = changedFacts(this.#facts, facts)
    if (Object.keys(changed).length === 0) return
    this.#facts = { ...this.#facts, ...changed }
    const { outbox, clock, queued } = this.#parts
    outbox.add('event', { facts: changed }, { at: clock.now(), up: clock.up() })
    queued()
  }

  async #report(): Promise<void> {
    this.#queueReport(await this.#parts.sensing.measure())
  }

  #queueReport(measured: Awaited<ReturnType<Sensing['measure']>>): void {
    const { outbox, clock, queued, simulated } = this.#parts
    const seconds = (clock.steady() - this.#reportedAt) / 1000
    const waiting = { outbox_depth: outbox.depth, outbox_dropped: outbox.dropped }
    const whole = { ...measured, readings: { ...measured.readings, ...waiting } }
    const body = summarise(seconds, this.#glances, whole, simulated)
    this.#glances = []
    this.#reportedAt = clock.steady()
    outbox.add('report', body, { at: clock.now(), up: clock.up() })
    queued()
  }

  /** A sensor that throws is a fault of ours; the set must go on speaking. */
  async #attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#parts.log('error', 'sensors failed', { why: reasonOf(error) })
    }
  }

  #nextReportMs(): number {
    const { reportSeconds, random } = this.#parts
    return reportSeconds * 1000 * (1 + jitterShare * (2 * random() - 1))
  }
}
