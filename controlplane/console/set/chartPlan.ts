import type { ReadingName } from '../../../protocol/report.ts'

/**
 * One small chart: lines that share a unit, and the smallest scale it always shows, in the unit on screen. A scale that
 * holds the limit lets an eye see at once how far away it is.
 */
export type ChartPlan = {
  key: 'delay' | 'jitter' | 'loss' | 'traffic' | 'work' | 'temperature' | 'battery' | 'signal' | 'disk'
  readings: readonly [PlottedReading, ...PlottedReading[]]
  low: number
  high: number
}

export const plotted = [
  'rtt_p50_ms',
  'rtt_p95_ms',
  'jitter_ms',
  'loss_mean_percent',
  'loss_max_percent',
  'rx_bytes_per_second',
  'tx_bytes_per_second',
  'cpu_mean_percent',
  'cpu_max_percent',
  'memory_used_percent',
  'temperature_max_celsius',
  'battery_percent',
  'signal_min_dbm',
  'disk_free_percent',
] as const satisfies readonly ReadingName[]
export type PlottedReading = (typeof plotted)[number]

/** In the order in which a technician asks: the line first, then the machine. */
export const charts: readonly ChartPlan[] = [
  { key: 'delay', readings: ['rtt_p50_ms', 'rtt_p95_ms'], low: 0, high: 350 },
  { key: 'jitter', readings: ['jitter_ms'], low: 0, high: 60 },
  { key: 'loss', readings: ['loss_mean_percent', 'loss_max_percent'], low: 0, high: 6 },
  { key: 'traffic', readings: ['rx_bytes_per_second', 'tx_bytes_per_second'], low: 0, high: 100 },
  { key: 'signal', readings: ['signal_min_dbm'], low: -90, high: -30 },
  {
    key: 'work',
    readings: ['cpu_mean_percent', 'cpu_max_percent', 'memory_used_percent'],
    low: 0,
    high: 100,
  },
  { key: 'temperature', readings: ['temperature_max_celsius'], low: 20, high: 100 },
  { key: 'battery', readings: ['battery_percent'], low: 0, high: 100 },
  { key: 'disk', readings: ['disk_free_percent'], low: 0, high: 100 },
]
