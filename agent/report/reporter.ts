import type { Facts } from '../../protocol/facts.ts'
import type { ReportBody } from '../../protocol/report.ts'
import type { Clock, Random } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { Outbox } from '../memory/outbox/outbox.ts'
import { inTime, pause } from '../pause.ts'
import { Newest } from './newest.ts'
import type { Rhythm, Senses } from './rhythm.ts'
import {
  changedFacts,
  type Glance,
  type Measurement,
  ownFacts,
  ownNumbers,
  summarise,
  withoutCall,
} from './sampling.ts'
import type { Occasion, Sensing } from './sensing.ts'

export type ReporterTimes = {
  /** facts, fast numbers and the rhythm are looked at this often; twelve round trips a minute follow from five seconds */
  glanceMs: number
}

/** A report comes this share earlier or later by chance, so that a fleet does not speak in step. */
const jitterShare = 0.1
/** A look that takes longer is left to itself: a report without it is better than none. */
const lookMsMax = 2500
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
  times: ReporterTimes
  /** what holds at this moment */
  rhythm: () => Rhythm
  /** what the lessons allow at this moment */
  occasion: () => Occasion
  /** facts that hold for the whole run */
  constantFacts: Facts
  simulated: boolean
}

/** What was said last: every fact, and the numbers of the last report. */
export type Told = { facts: Facts; report: { at: number; body: ReportBody } | undefined }

/** The rhythm: facts that changed leave at once as `event`, numbers once an interval as `report`. */
export class Reporter {
  readonly #parts: ReporterParts
  readonly #stopping = new AbortController()
  #facts: Facts
  #glances: Glance[] = []
  readonly #looking = new Set<string>()
  readonly #newest = new Newest()
  #rhythm: Rhythm
  #told: Told['report']
  #reportedAt: number
  #reportAt: number
  #running: Promise<void> = Promise.resolve()

  constructor(parts: ReporterParts) {
    this.#parts = parts
    this.#rhythm = parts.rhythm()
    this.#facts = { ...parts.constantFacts, report_interval_seconds: this.#rhythm.reportSeconds }
    this.#reportedAt = parts.clock.steady()
    this.#reportAt = this.#reportedAt
  }

  /** Everything that may be told now; what `hello` says. */
  get facts(): Facts {
    this.#forgetCall()
    return this.#rhythm.senses === 'own' ? ownFacts(this.#facts) : this.#facts
  }

  get told(): Told {
    this.#forgetCall()
    return { facts: this.#facts, report: this.#told }
  }

  /** What others found out: the first word on a fact goes with the next `hello`, a change leaves at once. */
  tell(facts: Facts): void {
    const known = Object.keys(facts).every(name => Object.hasOwn(this.#facts, name))
    if (known) this.#queueChanges(facts)
    else this.#facts = { ...this.#facts, ...facts }
  }

  /** Reads everything once and queues a first report, so that a set that starts is seen at once. */
  async start(): Promise<void> {
    const { senses } = this.#rhythm
    const [measured, seen] = await Promise.all([
      this.#measure(senses),
      senses === 'all' ? this.#lookAround() : undefined,
    ])
    if (seen) {
      const { facts, ...glance } = seen
      this.#facts = { ...this.#facts, ...facts }
      this.#glances.push(glance)
    }
    this.#queueReport(measured, senses)
    this.#running = this.#run()
  }

  /** Looks now; what is not told anyway is told to nobody. */
  async look(of: Senses): Promise<Newest> {
    const isAwake = this.#rhythm.senses === 'all'
    this.#parts.sensing.anew?.()
    if (of === 'all' && isAwake) await this.#attempt(() => this.#glance())
    else await this.#attempt(() => this.#lookAside(of))
    return this.#newest
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
    this.#parts.sensing.stop()
  }

  async #run(): Promise<void> {
    const { clock, times } = this.#parts
    const stop = this.#stopping.signal
    const everyMs = () => Math.min(times.glanceMs, this.#rhythm.reportSeconds * 1000)
    let glanceAt = clock.steady() + everyMs()
    this.#setReportAt()
    while (!stop.aborted) {
      await pause(Math.max(0, Math.min(glanceAt, this.#reportAt) - clock.steady()), stop)
      if (stop.aborted) return
      if (clock.steady() >= glanceAt) {
        glanceAt = clock.steady() + everyMs()
        this.#forgetCall()
        const rhythm = this.#parts.rhythm()
        if (rhythm !== this.#rhythm) await this.#changeTo(rhythm)
        if (this.#rhythm.senses === 'all') await this.#attempt(() => this.#glance())
      }
      if (clock.steady() >= this.#reportAt) {
        this.#setReportAt()
        await this.#attempt(() => this.#report(this.#rhythm.senses))
      }
    }
  }

  /** What was measured until now is told at once, but nothing of a home that rests. */
  async #changeTo(rhythm: Rhythm): Promise<void> {
    const isAwake = this.#rhythm.senses === 'all' && rhythm.senses === 'all'
    await this.#attempt(() => this.#report(isAwake ? 'all' : 'own'))
    if (!isAwake && rhythm.senses === 'all') await this.#attempt(() => this.#wake())
    this.#rhythm = rhythm
    if (rhythm.senses === 'own') this.#parts.sensing.rest?.()
    this.#setReportAt()
    this.#queueChanges({ report_interval_seconds: rhythm.reportSeconds })
  }

  /** The first look after a rest spans all of it: nobody is told its numbers. */
  async #wake(): Promise<void> {
    await this.#measure('all')
    await this.#lookAround()
  }

  async #lookAside(of: Senses): Promise<void> {
    await this.#measure(of)
    if (of === 'all') await this.#lookAround()
  }

  async #glance(): Promise<void> {
    const seen = await this.#lookAround()
    if (!seen) return
    const { facts, ...glance } = seen
    this.#glances.push(glance)
    if (this.#glances.length > glancesMax) this.#glances.shift()
    this.#queueChanges(facts)
  }

  async #lookAround(): Promise<(Glance & { facts: Facts }) | undefined> {
    const occasion = this.#parts.occasion()
    const looked = await this.#look('glance', () => this.#parts.sensing.glance(occasion))
    // Its time may have ended while it was looked for, or the lessons changed.
    const mayTell = occasion.isCallTime && this.#parts.occasion().isCallTime
    const seen = looked && { ...looked, facts: mayTell ? looked.facts : withoutCall(looked.facts) }
    if (seen) this.#newest.saw(seen, this.#parts.clock.steady())
    return seen
  }

  /** Outside its time a call is told by nobody, and nothing stays of it. */
  #forgetCall(): void {
    if (this.#parts.occasion().isCallTime) return
    this.#facts = withoutCall(this.#facts)
    this.#newest.forgetCall()
  }

  #queueChanges(facts: Facts): void {
    const changed = changedFacts(this.#facts, facts)
    if (Object.keys(changed).length === 0) return
    this.#facts = { ...this.#facts, ...changed }
    const { outbox, clock, queued } = this.#parts
    outbox.add('event', { facts: changed }, { at: clock.now(), up: clock.up() })
    queued()
  }

  async #report(of: Senses): Promise<void> {
    this.#queueReport(await this.#measure(of), of)
  }

  async #measure(of: Senses): Promise<Measurement> {
    const measured = await this.#look(`measurement of ${of}`, () => this.#parts.sensing.measure(of))
    if (measured) this.#newest.measured(measured)
    return measured ?? { readings: {}, throttled: null, onCharge: null }
  }

  /** Undefined: it did not end in time, has not ended since an earlier one, or the set stops. */
  async #look<Seen>(what: string, look: () => Promise<Seen>): Promise<Seen | undefined> {
    if (this.#looking.has(what)) return undefined
    this.#looking.add(what)
    const seen = look().finally(() => this.#looking.delete(what))
    return inTime(seen, lookMsMax, this.#stopping.signal)
  }

  #queueReport(measured: Measurement, of: Senses): void {
    const { outbox, clock, queued, simulated } = this.#parts
    const seconds = (clock.steady() - this.#reportedAt) / 1000
    const waiting = { outbox_depth: outbox.depth, outbox_dropped: outbox.dropped }
    const whole = { ...measured, readings: { ...measured.readings, ...waiting } }
    const body =
      of === 'all'
        ? summarise(seconds, this.#glances, whole, simulated)
        : summarise(seconds, [], ownNumbers(whole), simulated)
    this.#glances = []
    this.#reportedAt = clock.steady()
    this.#told = { at: clock.now(), body }
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

  #setReportAt(): void {
    const { clock, random } = this.#parts
    const ms = this.#rhythm.reportSeconds * 1000 * (1 + jitterShare * (2 * random() - 1))
    this.#reportAt = clock.steady() + ms
  }
}
