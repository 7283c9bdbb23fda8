/** In ms, to a tenth. */
export type Latencies = { p50: number; p99: number; max: number }

const perMs = 10
const msMax = 60_000

/** Counts latencies in steps of a tenth of a ms; what is above a minute counts as a minute. */
export function startLatencies() {
  const counts = new Uint32Array(msMax * perMs + 1)
  let total = 0
  const at = (share: number) => {
    let left = Math.ceil(total * share)
    const index = counts.findIndex(count => {
      left -= count
      return left <= 0
    })
    return index / perMs
  }
  return {
    add(ms: number): void {
      const index = Math.min(counts.length - 1, Math.round(ms * perMs))
      counts[index] = (counts[index] as number) + 1
      total++
    },
    summarise: (): Latencies => ({
      p50: at(0.5),
      p99: at(0.99),
      max: counts.findLastIndex(n => n > 0) / perMs,
    }),
  }
}
