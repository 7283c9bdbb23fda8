import type { SensorName } from '../../protocol/facts.ts'
import type { Read } from './asking.ts'
import type { Unreadable } from './reading.ts'

/** Why which sensor could not read, as of its last try. */
export class Reasons {
  readonly #reasons: Unreadable = {}

  set(sensor: SensorName, reason: Unreadable[SensorName] | undefined): void {
    if (reason === undefined) delete this.#reasons[sensor]
    else this.#reasons[sensor] = reason
  }

  /** The value, or null after noting why there is none. */
  known<Value>(sensor: SensorName, read: Read<Value>): Value | null {
    this.set(sensor, read.ok ? undefined : read.reason)
    return read.ok ? read.value : null
  }

  all(): Unreadable {
    return { ...this.#reasons }
  }
}
