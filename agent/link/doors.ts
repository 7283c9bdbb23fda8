import type { DoorKind, DoorOutcome, DoorOutcomes } from '../../protocol/doors.ts'

/** Doors that MQTT goes through. */
export type MqttDoorKind = Exclude<DoorKind, 'beacon'>

const untried: DoorOutcomes = { mqtt_ws: 'not_tried', mqtt: 'not_tried', beacon: 'not_tried' }

/** In which order doors are tried, and how the last try of each went. Time is an argument: steady, in ms. */
export class Doors<Kind extends MqttDoorKind> {
  readonly #kinds: readonly Kind[]
  readonly #preferMs: number
  #outcomes: DoorOutcomes = untried
  #worked: { kind: Kind; at: number } | undefined

  /** @param preferMs the door that worked last comes first for so long, then the order counts again */
  constructor(kinds: readonly Kind[], preferMs: number) {
    this.#kinds = kinds
    this.#preferMs = preferMs
  }

  get outcomes(): DoorOutcomes {
    return this.#outcomes
  }

  /** A walk begins: the doors in the order in which they are to be tried. */
  walk(now: number): Kind[] {
    const worked = this.#worked
    if (worked && now - worked.at < this.#preferMs) {
      return [worked.kind, ...this.#kinds.filter(kind => kind !== worked.kind)]
    }
    this.#worked = undefined
    this.#outcomes = untried
    return [...this.#kinds]
  }

  tried(kind: DoorKind, outcome: DoorOutcome): void {
    this.#outcomes = { ...this.#outcomes, [kind]: outcome }
  }

  /** MQTT got through here. The hour counts from the first time, so that the order gets its turn. */
  worked(kind: Kind, now: number): void {
    this.#outcomes = { ...this.#outcomes, [kind]: 'open', beacon: 'not_tried' }
    if (this.#worked?.kind !== kind) this.#worked = { kind, at: now }
  }
}
