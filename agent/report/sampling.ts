import { isDeepStrictEqual } from 'node:util'
import { agentFacts, type FactName, type Facts, factNames } from '../../protocol/facts.ts'
import {
  agentReadings,
  type ReadingName,
  type ReportBody,
  readingNames,
  readings,
  reportFlags,
} from '../../protocol/report.ts'

/** Looked at every few seconds; null = unknown. */
export type Glance = {
  cpuPercent: number | null
  temperatureCelsius: number | null
  signalDbm: number | null
  /** outcomes of the requests since the last glance: milliseconds, or null for one without an answer */
  roundTrips: readonly (number | null)[]
}

/** Looked at once a report; null or absent = unknown. */
export type Measurement = {
  readings: { [Name in ReadingName]?: number | null }
  throttled: boolean | null
  onCharge: boolean | null
  /** none of the requests of this interval was answered, and that says nothing of the line */
  unheard?: boolean
}

/** Requests that the worst moment of an interval is looked for in: 20 seconds of them. */
const lossWindow = 4

/** The body of a report over these glances and this measurement. */
export function summarise(
  seconds: number,
  glances: readonly Glance[],
  measured: Measurement,
  simulated: boolean,
): ReportBody {
  const of = (key: 'cpuPercent' | 'temperatureCelsius' | 'signalDbm') =>
    glances.map(glance => glance[key]).filter(value => value !== null)
  const known: { [Name in ReadingName]?: number | null } = {
    ...measured.readings,
    cpu_mean_percent: mean(of('cpuPercent')),
    cpu_max_percent: highest(of('cpuPercent')),
    temperature_max_celsius: highest(of('temperatureCelsius')),
    signal_min_dbm: lowest(of('signalDbm')),
    ...summariseRoundTrips(measured.unheard ? [] : glances.flatMap(glance => glance.roundTrips)),
  }
  const flags =
    (measured.throttled ? reportFlags.throttled : 0) |
    (measured.onCharge ? reportFlags.onCharge : 0) |
    (simulated ? reportFlags.simulated : 0)
  return { seconds: Math.round(seconds * 10) / 10, flags, readings: withinBounds(known) }
}

/** Delay, its changes and loss of a series of requests; all null without any. */
export function summariseRoundTrips(outcomes: readonly (number | null)[]) {
  const answered = outcomes.filter(outcome => outcome !== null)
  const changes = answered.slice(1).map((value, index) => Math.abs(value - answered[index]!))
  return {
    rtt_p50_ms: percentile(answered, 0.5),
    rtt_p95_ms: percentile(answered, 0.95),
    jitter_ms: mean(changes),
    loss_mean_percent: lossPercent(outcomes),
    loss_max_percent: highest(
      windowsOf(outcomes)
        .map(lossPercent)
        .filter(loss => loss !== null),
    ),
  }
}

/** The facts that are not what they were. */
export function changedFacts(before: Facts, after: Facts): Facts {
  const changed = factNames.filter(name => name in after && !isDeepStrictEqual(before[name], after[name]))
  return Object.fromEntries(changed.map((name: FactName) => [name, after[name]]))
}

/** Of these facts, those of the agent alone. */
export function ownFacts(facts: Facts): Facts {
  return pick(facts, agentFacts)
}

/** Of these facts, all that may be told outside the lessons of the set. */
export function withoutCall({ call: _call, ...rest }: Facts): Facts {
  return rest
}

/** Of these numbers, those of the agent alone. */
export function ownNumbers({ readings }: Measurement): Measurement {
  return { throttled: null, onCharge: null, readings: pick(readings, agentReadings) }
}

function pick<Whole extends object>(whole: Whole, names: readonly (keyof Whole)[]): Partial<Whole> {
  return Object.fromEntries(
    names.filter(name => name in whole).map(name => [name, whole[name]]),
  ) as Partial<Whole>
}

/** Only what is known; rounded, because digits that mean nothing cost bytes; inside the physical bounds. */
function withinBounds(known: { [Name in ReadingName]?: number | null }): ReportBody['readings'] {
  const entries = readingNames.flatMap(name => {
    const value = known[name]
    const { min, max } = readings[name]
    if (value === null || value === undefined || !(value >= min && value <= max)) return []
    return [[name, Math.round(value * 10) / 10]]
  })
  return Object.fromEntries(entries)
}

function windowsOf(outcomes: readonly (number | null)[]): (readonly (number | null)[])[] {
  const windows = Math.max(1, outcomes.length - lossWindow + 1)
  return Array.from({ length: windows }, (_, start) => outcomes.slice(start, start + lossWindow))
}

function lossPercent(outcomes: readonly (number | null)[]): number | null {
  if (outcomes.length === 0) return null
  return (100 * outcomes.filter(outcome => outcome === null).length) / outcomes.length
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values)
}

function lowest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values)
}

/** The smallest value that at least this share of the values does not exceed. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
