import Type, { type Static } from 'typebox'
import { numbered } from './delivery.ts'

/** How several reports of one hour become one row of the roll-up. */
export type RollUp = 'mean' | 'max' | 'min'

export type Unit =
  | 'percent'
  | 'celsius'
  | 'bytes_per_second'
  | 'dbm'
  | 'mbit_per_second'
  | 'ms'
  | 'messages'
  | 'mb'

type Reading = {
  unit: Unit
  rollUp: RollUp
  /** Physical bounds; a set that says more is broken and its report is quarantined. */
  min: number
  max: number
  /** Shown to the family on the set's own page: why this number is collected. */
  purpose: string
  retentionDays: number
}

const days = 30
const bytesPerSecondMax = 1e10

/**
 * The closed list of numbers a report may hold; null or absent = unknown, never 0.
 * A number without a purpose and a retention does not compile.
 */
export const readings = {
  cpu_mean_percent: percent('mean', 'tells a busy set from a broken one'),
  cpu_max_percent: percent('max', 'finds moments in which picture and sound falter'),
  memory_used_percent: percent('mean', 'finds a set that runs out of memory'),
  disk_free_percent: percent('min', 'warns before updates no longer fit'),
  temperature_max_celsius: {
    unit: 'celsius',
    rollUp: 'max',
    min: -60,
    max: 200,
    purpose: 'finds a set that slows down by heat',
    retentionDays: days,
  },
  battery_percent: percent('min', 'warns before a lesson ends for lack of power'),
  rx_bytes_per_second: rate('tells whether a line carries what a lesson needs'),
  tx_bytes_per_second: rate('tells whether a line carries what a lesson needs'),
  signal_min_dbm: {
    unit: 'dbm',
    rollUp: 'min',
    min: -200,
    max: 50,
    purpose: 'tells weak Wi-Fi from a poor line',
    retentionDays: days,
  },
  link_mbit_per_second: {
    unit: 'mbit_per_second',
    rollUp: 'min',
    min: 0,
    max: 1e6,
    purpose: 'finds a cable or access point that has fallen back to a slow mode',
    retentionDays: days,
  },
  rtt_p50_ms: milliseconds('mean', 'the usual delay of the line'),
  rtt_p95_ms: milliseconds('max', 'the delay at bad moments'),
  jitter_ms: milliseconds('max', 'explains broken sound'),
  loss_mean_percent: percent('mean', 'explains broken sound and frozen pictures'),
  loss_max_percent: percent('max', 'finds short interruptions of the line'),
  clock_offset_ms: {
    unit: 'ms',
    rollUp: 'max',
    min: -8.64e15,
    max: 8.64e15,
    purpose: 'a wrong clock breaks calls and certificates',
    retentionDays: days,
  },
  outbox_depth: count('messages still waiting on the set'),
  outbox_dropped: count('messages the set had to give up, so that gaps are explained'),
  agent_memory_mb: {
    unit: 'mb',
    rollUp: 'max',
    min: 0,
    max: 1e6,
    purpose: 'the agent must never hurt a lesson',
    retentionDays: days,
  },
  agent_cpu_percent: percent('max', 'the agent must never hurt a lesson'),
} as const satisfies Record<string, Reading>

export type ReadingName = keyof typeof readings
export const readingNames = Object.keys(readings) as ReadingName[]

/** The numbers of the agent itself: all that a home set reports outside lessons. */
export const agentReadings = [
  'clock_offset_ms',
  'outbox_depth',
  'outbox_dropped',
  'agent_memory_mb',
  'agent_cpu_percent',
] as const satisfies readonly ReadingName[]

/** Bits of `report.flags`. */
export const reportFlags = { throttled: 1, onCharge: 2, timeUncertain: 4, simulated: 8 } as const

const Readings = Type.Object(
  Object.fromEntries(readingNames.map(name => [name, numberOrUnknown(readings[name])])) as {
    [Name in ReadingName]: ReturnType<typeof numberOrUnknown>
  },
)

/** The numbers of one interval, aggregated on the set since its last report. */
export const ReportBody = Type.Object({
  seconds: Type.Number({ minimum: 0, maximum: 1e9, description: 'length of the interval' }),
  flags: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  readings: Readings,
})
export type ReportBody = Static<typeof ReportBody>
export const report = numbered('number', 2048, ReportBody, 'the numbers of one interval')

function numberOrUnknown(reading: Reading) {
  return Type.Optional(
    Type.Union([Type.Number({ minimum: reading.min, maximum: reading.max }), Type.Null()], {
      description: `${reading.unit}; null = unknown; ${reading.purpose}; kept ${reading.retentionDays} days`,
    }),
  )
}

function percent(rollUp: RollUp, purpose: string) {
  return { unit: 'percent', rollUp, min: 0, max: 100, purpose, retentionDays: days } as const
}

function milliseconds(rollUp: RollUp, purpose: string) {
  return { unit: 'ms', rollUp, min: 0, max: 600_000, purpose, retentionDays: days } as const
}

function rate(purpose: string) {
  return {
    unit: 'bytes_per_second',
    rollUp: 'mean',
    min: 0,
    max: bytesPerSecondMax,
    purpose,
    retentionDays: days,
  } as const
}

function count(purpose: string) {
  return { unit: 'messages', rollUp: 'max', min: 0, max: 2 ** 31 - 1, purpose, retentionDays: days } as const
}
