/** One figure of the bench: what it was in each run, least to most of a unit. */
export type Figure = {
  name: string
  kind: 'ratio' | 'value'
  unit: string
  samples: number[]
  /** What issue and page ask for, as the table shows it. */
  target: string
  /** What it was made of. */
  note?: string
  /** What it was on the other side, round by round the same. */
  against?: number[] | undefined
}

type Spread = { min: number; median: number; max: number }

/** @throws when there is nothing to tell. */
function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b)
  const [min, median, max] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
  if (min === undefined || median === undefined || max === undefined) throw new Error('no run was made')
  return { min: rounded(min), median: rounded(median), max: rounded(max) }
}

/** The value that this share of the samples does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Three digits that mean something. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, samples, target, note = '', against }) => {
    const { min, median, max } = spreadOf(samples)
    const other = against && spreadOf(against)
    const compared = other ? [other.min, other.median, other.max].join(' ') : '-'
    const times = against ? `${spreadOf(pairedRatios(samples, against)).median}` : '-'
    return [name, ...[min, median, max].map(String), unit, target, compared, times, note]
  })
  const heads = ['name', 'min', 'median', 'max', 'unit', 'to reach', 'other side', 'times it', 'made of']
  const all = [heads, ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0))) ?? []
  return all
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What `results.json` holds of a figure; of a comparison also the other side and what ours is of it, round by round. */
export function resultOf({ kind, unit, samples, against }: Figure, otherSide: string | undefined) {
  const compared = against && {
    against: otherSide,
    other: spreadOf(against),
    timesOther: spreadOf(pairedRatios(samples, against)),
  }
  return { [kind]: spreadOf(samples), unit, runs: samples.length, ...compared }
}

function pairedRatios(samples: readonly number[], others: readonly number[]): number[] {
  return samples.map((sample, round) => sample / (others[round] as number))
}
