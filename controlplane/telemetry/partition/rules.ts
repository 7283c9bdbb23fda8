import { type FactName, factNames, factPurposes } from '../../../protocol/facts.ts'

const dayMs = 86_400_000

/** Partitions are made this many days ahead, so that a night without us loses nothing. */
const partitionDaysAhead = 7
export const reportDays = 30
export const historyDays = 395
/** Facts that are forgotten sooner than others. */
export const soonerForgotten: readonly { name: FactName; days: number }[] = factNames
  .map(name => ({ name, days: factPurposes[name].retentionDays }))
  .filter(({ days }) => days < historyDays)

export type Partition = { name: string; from: number; to: number }

/** The partition of the UTC day that holds `at` (ms since 1970 UTC). */
export function partitionOf(at: number): Partition {
  const from = Math.floor(at / dayMs) * dayMs
  return { name: `reports_${isoDay(from).replaceAll('-', '')}`, from, to: from + dayMs }
}

/** The partitions that must exist at `now`: today's and those of the days ahead. */
export function neededPartitions(now: number): Partition[] {
  return Array.from({ length: partitionDaysAhead + 1 }, (_, days) => partitionOf(now + days * dayMs))
}

/** Whether every row of the partition of this name is older than `reportDays`; false for any other table. */
export function isExpired(name: string, now: number): boolean {
  const [, year, month, day] = /^reports_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
  if (year === undefined) return false
  const to = Date.parse(`${year}-${month}-${day}T00:00:00Z`) + dayMs
  return to <= now - reportDays * dayMs
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
