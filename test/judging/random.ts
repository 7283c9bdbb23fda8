/** A row of numbers from 0 up to 1 that belongs to these keys alone: the same in whatever order things are asked. */
export function randomOf(...keys: readonly number[]): () => number {
  let state = keys.reduce((hash, key) => mix(hash ^ mix(key + 0x9e3779b9)), 0x85ebca6b)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    return (mix(state) >>> 0) / 2 ** 32
  }
}

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return hash ^ (hash >>> 15)
}

export type Random = ReturnType<typeof randomOf>
/** Of a row: one from `from` up to `until`, and whether something of this chance happens. */
export const between = (random: Random, from: number, until: number) => from + random() * (until - from)
export const happens = (random: Random, chance: number) => random() < chance
/** So many on average: the whole part always, and one more as often as the rest says. */
export const times = (random: Random, mean: number) => Math.floor(mean) + (happens(random, mean % 1) ? 1 : 0)
