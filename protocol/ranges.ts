import type { StoredRange } from './envelope.ts'

/** Consecutive numbers joined: any (epoch, seq) in any order → ranges in rising order, none touching. */
export function joinNumbers(numbers: readonly (readonly [epoch: number, seq: number])[]): StoredRange[] {
  const sorted = [...numbers].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const ranges: StoredRange[] = []
  let last: StoredRange | undefined
  for (const [epoch, seq] of sorted) {
    if (last && last[0] === epoch && seq <= last[2] + 1) {
      last[2] = Math.max(last[2], seq)
    } else {
      last = [epoch, seq, seq]
      ranges.push(last)
    }
  }
  return ranges
}

/** Whether one of the ranges names this message. */
export function names(ranges: readonly StoredRange[], epoch: number, seq: number): boolean {
  return ranges.some(([of, from, to]) => of === epoch && from <= seq && seq <= to)
}
