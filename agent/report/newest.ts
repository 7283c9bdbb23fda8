import type { Facts } from '../../protocol/facts.ts'
import { type Glance, type Measurement, withoutCall } from './sampling.ts'

/** Older requests say nothing of how the line is now. */
const roundTripsForMs = 300_000

/** What was seen last, for who must know how the set is now. */
export class Newest {
  #facts: Facts = {}
  #numbers: Measurement['readings'] = {}
  #signalDbm: number | null = null
  #roundTrips: { outcome: number | null; at: number }[] = []

  get facts(): Facts {
    return this.#facts
  }
  get numbers(): Measurement['readings'] {
    return this.#numbers
  }
  get signalDbm(): number | null {
    return this.#signalDbm
  }

  /** Outcomes of the last minutes, oldest first. `now`: steady, here and below. */
  roundTrips(now: number): (number | null)[] {
    return this.#roundTrips.filter(({ at }) => now - at < roundTripsForMs).map(({ outcome }) => outcome)
  }

  saw({ facts, signalDbm, roundTrips }: Glance & { facts: Facts }, now: number): void {
    this.#facts = facts
    this.#signalDbm = signalDbm
    const fresh = this.#roundTrips.filter(({ at }) => now - at < roundTripsForMs)
    this.#roundTrips = [...fresh, ...roundTrips.map(outcome => ({ outcome, at: now }))]
  }

  forgetCall(): void {
    this.#facts = withoutCall(this.#facts)
  }

  measured({ readings }: Measurement): void {
    this.#numbers = { ...this.#numbers, ...readings }
  }
}
