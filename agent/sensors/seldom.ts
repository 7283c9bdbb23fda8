import type { Read } from './asking.ts'

/** What was read is not older than this, whatever was slept through or not looked at. */
const holdsMs = 15_000
/** Slow changes are read at every third look only: they cost as much as all the rest. */
const looksBetweenReads = 3

/** Tells at each look whether it is time to read again, rather than to take what was read before. */
export type Due = () => boolean

/**
 * For what need not be read at every look. `anew`: at the next look all of it is read, because somebody asks how the set
 * is now.
 */
export class Seldom {
  readonly #up: () => number
  #generation = 0

  /** @param up ms since the set started, its sleep counted in */
  constructor(up: () => number) {
    this.#up = up
  }

  anew(): void {
    this.#generation += 1
  }

  /** `looks`: at every so many looks; `ms`: and when so much time has passed. */
  every(looks: number, ms: number): Due {
    let left = 0
    let of = -1
    let at = Number.NEGATIVE_INFINITY
    return () => {
      left -= 1
      const isDue = left <= 0 || of !== this.#generation || this.#up() - at >= ms
      if (isDue) [left, of, at] = [looks, this.#generation, this.#up()]
      return isDue
    }
  }

  /** What was read holds until it is read again. */
  read<Value>(read: () => Promise<Read<Value>>): () => Promise<Read<Value>> {
    const isDue = this.every(looksBetweenReads, holdsMs)
    let last: Promise<Read<Value>> | undefined
    return () => {
      if (isDue() || !last) last = read()
      return last
    }
  }
}
