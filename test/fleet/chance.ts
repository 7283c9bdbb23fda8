import type { Random } from '../../agent/clock.ts'

/** Numbers from 0 up to 1 that are the same for the same seed (a 32-bit generator; for practice sets, not for keys). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** One of these. */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

/** The same items in an order that follows from the seed. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = items.map(item => ({ item, at: random() }))
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item)
}

/** A curve between −1 and 1 that wanders over minutes and hours; the same for the same seed at the same time. */
export function wandering(random: Random): (atMs: number) => number {
  const waves = [7, 31, 173].map(minutes => ({
    phase: random() * 2 * Math.PI,
    perMs: (2 * Math.PI) / (minutes * 60_000),
  }))
  return atMs =>
    waves.reduce((sum, { phase, perMs }) => sum + Math.sin(phase + atMs * perMs), 0) / waves.length
}
