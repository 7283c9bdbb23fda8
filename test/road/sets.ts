import type { CallFact } from '../../protocol/call.ts'
import { camera, noCamera, type SignalGround, type SignalSet } from '../flows/signal-ground.ts'
import type { Happening, Side } from './faults.ts'

const wellReadings = { loss_mean_percent: 0, rtt_p50_ms: 20, jitter_ms: 2, cpu_mean_percent: 12 }

type Call = Pick<CallFact, 'app' | 'media'>
const idle: Call = { app: 'stopped', media: 'none' }
const waiting: Call = { app: 'running', media: 'none' }
const inCall: Call = { app: 'running', media: 'both' }

/** One side of a pair: its set while it is on, and what it measures. */
type One = {
  set: SignalSet | undefined
  away: SignalSet | undefined
  readings: Record<string, number>
  call: Call
}

/** What the two sets of a pair live through, one thing after the other. */
export class RoadPair {
  readonly #ground: SignalGround
  readonly #index: number
  readonly #sides: Record<Side, One>
  #lesson: 'none' | 'held' | 'apart' = 'none'
  #before: Promise<void> = Promise.resolve()

  constructor(ground: SignalGround, index: number) {
    this.#ground = ground
    this.#index = index
    const one = (readings: object = {}): One => ({
      set: undefined,
      away: undefined,
      readings: { ...wellReadings, ...readings },
      call: idle,
    })
    this.#sides = { home: one({ signal_min_dbm: -55, battery_percent: 95 }), school: one() }
  }

  comeOn(side: Side): Promise<void> {
    return this.#inTurn(() => this.#comeOn(side))
  }

  report(): Promise<void> {
    return this.#inTurn(async () => {
      await Promise.all([this.#report('home'), this.#report('school')])
    })
  }

  /** A lesson begins, or is over; `apart`: the class does not open its call. */
  lesson(what: 'none' | 'held' | 'apart'): Promise<void> {
    this.#lesson = what
    return this.notice()
  }

  happen(one: Happening): Promise<void> {
    return this.#inTurn(() => this.#happen(one))
  }

  /** A set notices after a while that the other is gone. */
  notice(): Promise<void> {
    return this.#inTurn(() => this.#call())
  }

  leave(): Promise<void> {
    return this.#inTurn(async () => {
      for (const one of Object.values(this.#sides)) {
        await one.set?.leave()
        Object.assign(one, { set: undefined, call: idle })
      }
    })
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#before = this.#before.then(work)
    return this.#before
  }

  async #comeOn(side: Side): Promise<void> {
    const one = this.#sides[side]
    if (one.set) return
    one.set = await this.#ground.connect(this.#ground.pairs[this.#index]!, side)
    if (side === 'home') await one.set.tell({ on_charge: true, interface: 'wifi' })
    await this.#report(side)
  }

  async #report(side: Side): Promise<void> {
    const { set, readings } = this.#sides[side]
    await set?.report(readings)
  }

  async #happen({ side, what }: Happening): Promise<void> {
    const one = this.#sides[side]
    if (what === 'goes') {
      one.away = one.set
      one.set = undefined
      await one.away?.vanish()
    } else if (what === 'comes') {
      await one.away?.comeBack()
      Object.assign(one, { set: one.away, away: undefined, call: idle })
      await this.#call()
    } else if (what === 'camera_gone' || what === 'camera_back')
      await one.set?.tell({ camera_1: what === 'camera_gone' ? noCamera : camera })
    else if (what === 'weak_wifi' || what === 'good_wifi')
      one.readings.signal_min_dbm = what === 'weak_wifi' ? -82 : -55
    else {
      one.readings.battery_percent = what === 'unplugged' ? 20 : 90
      await one.set?.tell({ on_charge: what === 'plugged' })
    }
    await this.#report(side)
  }

  async #call(): Promise<void> {
    const { home, school } = this.#sides
    const areThere = home.set !== undefined && school.set !== undefined
    const of = (side: Side): Call => {
      if (this.#lesson === 'none' || (this.#lesson === 'apart' && side === 'school')) return idle
      return areThere && this.#lesson === 'held' ? inCall : waiting
    }
    for (const side of ['home', 'school'] as const) {
      const one = this.#sides[side]
      const call = of(side)
      if (one.set === undefined || (call.app === one.call.app && call.media === one.call.media)) continue
      one.call = call
      await one.set.tell({ call: { ...call, since: this.#ground.plane.clock.now() } })
    }
  }
}
