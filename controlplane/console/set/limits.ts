import { type ReadingName, readings, type Unit } from '../../../protocol/report.ts'
import type { Formats } from '../ui/formats.ts'

/** From where a number asks for attention; the same figures by which a poor line and a weak set are judged. */
type Limit = { at: number; worse: 'above' | 'below' }

const limits: { readonly [Name in ReadingName]?: Limit } = {
  rtt_p50_ms: { at: 300, worse: 'above' },
  rtt_p95_ms: { at: 300, worse: 'above' },
  jitter_ms: { at: 50, worse: 'above' },
  loss_mean_percent: { at: 5, worse: 'above' },
  loss_max_percent: { at: 5, worse: 'above' },
  signal_min_dbm: { at: -75, worse: 'below' },
  battery_percent: { at: 25, worse: 'below' },
  disk_free_percent: { at: 10, worse: 'below' },
}

/** The limit of a chart that shows these. */
export function limitOf(names: readonly ReadingName[]): Limit | undefined {
  return names.map(name => limits[name]).find(limit => limit !== undefined)
}

export function isBeyond(name: ReadingName, value: number): boolean {
  const limit = limits[name]
  if (!limit) return false
  return limit.worse === 'above' ? value >= limit.at : value < limit.at
}

type Shown = { symbol: string; digits: 0 | 1 | 2; factor?: number }
const shownUnits: Record<Exclude<Unit, 'messages'>, Shown> = {
  percent: { symbol: '%', digits: 0 },
  celsius: { symbol: '°C', digits: 0 },
  bytes_per_second: { symbol: 'kbit/s', digits: 0, factor: 8 / 1000 },
  dbm: { symbol: 'dBm', digits: 0 },
  mbit_per_second: { symbol: 'Mbit/s', digits: 0 },
  ms: { symbol: 'ms', digits: 0 },
  mb: { symbol: 'MB', digits: 0 },
}

/** Small shares say something in their decimals. */
const digitsOf: { readonly [Name in ReadingName]?: 0 | 1 | 2 } = {
  loss_mean_percent: 1,
  loss_max_percent: 1,
  agent_cpu_percent: 1,
}

/** A number with its unit as a person reads it; rates as bits, because lines are sold in bits. */
export function readingText(formats: Formats, name: ReadingName, value: number): string {
  const { unit } = readings[name]
  if (unit === 'messages') return formats.number(value)
  const { symbol, digits, factor = 1 } = shownUnits[unit]
  return `${formats.number(value * factor, digitsOf[name] ?? digits)} ${symbol}`
}

/** The number as charts draw it, in the unit that is shown. */
export function shownValue(name: ReadingName, value: number | null): number | null {
  const { unit } = readings[name]
  const factor = unit === 'messages' ? 1 : (shownUnits[unit].factor ?? 1)
  return value === null ? null : value * factor
}

export function unitSymbol(name: ReadingName): string {
  const { unit } = readings[name]
  return unit === 'messages' ? '' : shownUnits[unit].symbol
}
