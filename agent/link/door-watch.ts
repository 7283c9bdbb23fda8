import type { DoorKind, DoorOutcome, DoorOutcomes } from '../../protocol/doors.ts'

/** How the ways to the control plane stand. */
export type DoorsSeen = {
  /** a connection stands */
  isReached: boolean
  /** how each was the last time it was tried; undefined: no walk past them ended yet */
  outcomes: DoorOutcomes | undefined
  /** where something answered that speaks no TLS, as a proxy does */
  inClear: readonly DoorKind[]
}

/** Keeps what the link finds at the doors, for who must tell a shut network from a poor one. */
export class DoorWatch {
  readonly #beacon: () => DoorOutcome
  readonly #inClear = new Set<DoorKind>()
  #isReached = false
  #outcomes: DoorOutcomes | undefined

  /** @param beacon how the last resort went */
  constructor(beacon: () => DoorOutcome) {
    this.#beacon = beacon
  }

  get seen(): DoorsSeen {
    const outcomes = this.#outcomes && { ...this.#outcomes, beacon: this.#beacon() }
    return { isReached: this.#isReached, outcomes, inClear: [...this.#inClear] }
  }

  tried(kind: DoorKind, isClear: boolean): void {
    if (isClear) this.#inClear.add(kind)
    else this.#inClear.delete(kind)
  }

  opened(outcomes: DoorOutcomes): void {
    this.#isReached = true
    this.#outcomes = outcomes
  }

  over(): void {
    this.#isReached = false
  }

  shut(outcomes: DoorOutcomes): void {
    this.#isReached = false
    this.#outcomes = outcomes
  }
}
