import { type Held, judge, nothingHeld } from '../../controlplane/signals/judge/rules.ts'
import { settingsOf } from '../../controlplane/signals/settings/rules.ts'
import { type Counted, stormKeysOf } from '../../controlplane/signals/storm/rules.ts'
import { aliveUntil } from '../../controlplane/signals/subject/rules.ts'
import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import { type Change, changesOf } from './changes.ts'
import { type Fault, faultsOf, withFaults } from './faults.ts'
import { Ledger, type LedgerEvent } from './ledger.ts'
import { noiseOf } from './noise.ts'
import { isExpected, newPair, type PairState, subjectOf } from './pair-state.ts'
import { randomOf } from './random.ts'
import { Seconds } from './seconds.ts'
import { Storms } from './storms.ts'
import { locationOf, midnightOf, providerOf, secondMs, type World } from './world.ts'

export type Year = {
  events: readonly LedgerEvent[]
  faults: readonly Fault[]
  /** Groups whose ticket is open at the end. */
  open: readonly string[]
  records: number
  changes: number
  looks: number
  /** Time spent judging, ms. */
  judgingMs: number
}

const sides = ['home', 'school'] as const
const settings = settingsOf({})
/** Among pairs that are due: the storms are. */
const stormsTurn = -1
/** No storm is made of fewer. */
const fewestLost = 3
const stormsEveryMs = 5000

type Kept = { state: PairState; held: Held; dueAt: number }

/** Judges so many pairs over so many days. `isShuffled`: what comes in one second is taken in another order. */
export function liveThrough(world: World, faultsEach: number, { isShuffled }: { isShuffled: boolean }): Year {
  const faults = faultsOf(world, faultsEach)
  const run = new Run(world, isShuffled)
  for (let day = 0; day < world.days; day++) {
    run.day(
      day,
      faults.filter(fault => fault.day === day),
    )
  }
  const { ledger, records, changes, looks, judgingMs } = run
  return { events: ledger.events, faults, open: ledger.open(), records, changes, looks, judgingMs }
}

class Run {
  readonly ledger = new Ledger()
  records = 0
  changes = 0
  looks = 0
  judgingMs = 0
  readonly #world: World
  readonly #isShuffled: boolean
  readonly #pairs: Kept[]
  readonly #storms = new Storms(settings)
  /** Who is to be looked at, by the second; and the seconds in their order. */
  readonly #dues = new Map<number, Set<number>>()
  #queue = new Seconds([])
  /** Pairs of which a set is lost. */
  readonly #lost = new Set<number>()

  constructor(world: World, isShuffled: boolean) {
    this.#world = world
    this.#isShuffled = isShuffled
    this.#pairs = Array.from({ length: world.pairs }, (_, pair) => {
      return { state: newPair(pair, midnightOf(0)), held: nothingHeld, dueAt: Number.POSITIVE_INFINITY }
    })
  }

  day(day: number, faults: readonly Fault[]): void {
    const coming = this.#changesOn(day, faults)
    const end = midnightOf(day + 1)
    const queue = new Seconds([...coming.keys(), ...this.#dues.keys()])
    this.#queue = queue
    for (let now = queue.next(); now !== undefined && now < end; now = queue.next()) {
      const isDue = (pair: number) => pair === stormsTurn || this.#pairs[pair]!.dueAt === now
      const touched = new Set([...(this.#dues.get(now) ?? [])].filter(isDue))
      this.#dues.delete(now)
      for (const change of this.#ordered(coming.get(now) ?? [], now)) {
        change.apply(this.#pairs[change.pair]!.state)
        touched.add(change.pair)
        this.changes++
      }
      this.#lookAt(touched, now)
    }
  }

  #changesOn(day: number, faults: readonly Fault[]): Map<number, Change[]> {
    const all: Change[] = []
    for (const { state } of this.#pairs) {
      const own = faults.filter(({ pairs }) => pairs.has(state.pair))
      const records = withFaults(noiseOf(this.#world, state.pair, day), own)
      this.records += records.length
      all.push(...changesOf(this.#world.seed, records))
    }
    return Map.groupBy(all, ({ at }) => at)
  }

  #ordered(changes: Change[], now: number): Change[] {
    if (!this.#isShuffled || changes.length < 2) return changes
    const random = randomOf(this.#world.seed, 8, now / secondMs)
    const ofPair = new Map<number, number>()
    const keyOf = ({ pair, isLink }: Change) => {
      if (!isLink) return random()
      if (!ofPair.has(pair)) ofPair.set(pair, random())
      return ofPair.get(pair)!
    }
    const keyed = changes.map(change => ({ change, key: keyOf(change) }))
    return keyed.toSorted((a, b) => a.key - b.key).map(({ change }) => change)
  }

  #lookAt(touched: Set<number>, now: number): void {
    const began = performance.now()
    for (const pair of this.#stormsTouch(touched, now)) touched.add(pair)
    const trouble = this.#storms.over(['platform/storm'], now)[0]
    const known = { graceUntil: null, troubledSince: trouble?.resolvedAt === null ? trouble.since : null }
    touched.delete(stormsTurn)
    for (const pair of touched) {
      const kept = this.#pairs[pair]!
      const places = sides.map(side => this.#placesOf(pair, side))
      const parents = this.#storms.over([...new Set(places.flatMap(stormKeysOf))], now)
      const isDown = (side: Side) =>
        this.#storms.parents.get(`provider:${this.#placesOf(pair, side).provider}/storm`)?.resolvedAt === null
      const subject = subjectOf(kept.state, known, isDown, now)
      const judged = judge(subject, kept.held, { settings, parents, isMaintenance: false }, now)
      kept.held = withIds(judged.held)
      this.ledger.follow(judged.effects, now)
      this.looks++
      kept.dueAt = judged.dueAt === undefined ? Number.POSITIVE_INFINITY : this.#due(pair, judged.dueAt)
    }
    this.judgingMs += performance.now() - began
  }

  #placesOf(pair: number, side: Side) {
    return { location: locationOf(pair, side), provider: providerOf(this.#world, pair, side) }
  }

  /** Returns the second at which it is looked at. */
  #due(pair: number, at: number): number {
    const second = Math.ceil(at / secondMs) * secondMs
    const due = this.#dues.get(second)
    if (due) due.add(pair)
    else {
      this.#dues.set(second, new Set([pair]))
      this.#queue.add(second)
    }
    return second
  }

  /** Where many are gone at once. Returns whom that concerns. */
  #stormsTouch(touched: ReadonlySet<number>, now: number): number[] {
    // As the loop does: what is due, and every so often besides.
    let isAsked = touched.has(stormsTurn) || now % stormsEveryMs === 0
    let isMore = false
    for (const pair of touched) {
      const isLost = sides.some(side => this.#pairs[pair]?.state[side].set.presence === 'lost')
      if (isLost === this.#lost.has(pair)) continue
      isAsked = true
      isMore ||= isLost
      if (isLost) this.#lost.add(pair)
      else this.#lost.delete(pair)
    }
    // While none is on, only who goes can make one.
    if (!isAsked || (this.#storms.isCalm && (!isMore || this.#lost.size < fewestLost))) return []
    const counted = this.#pairs.flatMap(({ state }) => sides.flatMap(side => this.#counted(state, side, now)))
    const before = new Map(this.#storms.parents)
    this.ledger.follow(this.#storms.judge(counted, now), now)
    const { dueAt } = this.#storms
    if (dueAt !== undefined) this.#due(stormsTurn, dueAt)
    const isChanged = [...this.#storms.parents].some(
      ([key, parent]) => before.get(key)?.resolvedAt !== parent.resolvedAt,
    )
    return isChanged ? this.#pairs.map((_, pair) => pair) : []
  }

  #counted(state: PairState, side: Side, now: number): Counted[] {
    if (!isExpected(state, side, now)) return []
    const { label, ...link } = state[side].set
    const lostSince = link.presence === 'lost' ? aliveUntil(link) : null
    return [{ label, ...this.#placesOf(state.pair, side), lostSince }]
  }
}

/** As the database would give it back: with a name. */
function withIds(held: Held): Held {
  for (const key in held.incidents)
    if (held.incidents[key]!.id === undefined)
      (held.incidents as Record<string, object>)[key] = { ...held.incidents[key], id: key }
  return held
}
