import type { FactName } from '../../../protocol/facts.ts'
import type { ReadingName } from '../../../protocol/report.ts'
import type { Side } from '../symptom/rules.ts'

/** Of so long before the first symptom what was known is kept. */
export const evidenceMs = 10 * 60_000
/** As long as reports: what was said in lessons is not kept longer by standing here. */
export const evidenceDays = 30

/** What tells why a lesson did not work. */
export const evidenceFacts = [
  'camera_1',
  'camera_2',
  'audio_in',
  'audio_out',
  'on_charge',
  'battery_lasts',
  'call',
  'interface',
  'door',
  'doors',
  'udp',
  'unreadable',
  'simulated',
] as const satisfies readonly FactName[]

export const evidenceReadings = [
  'loss_mean_percent',
  'rtt_p95_ms',
  'jitter_ms',
  'signal_min_dbm',
  'battery_percent',
  'cpu_max_percent',
] as const satisfies readonly ReadingName[]

/** Of one set; instants in ms since 1970 UTC, the first of each may lie before: it is what held then. */
export type SideEvidence = {
  set: string
  presence: { at: number; presence: string }[]
  facts: { at: number; name: (typeof evidenceFacts)[number]; value: unknown }[]
  readings: ({ at: number } & Record<(typeof evidenceReadings)[number], number | null>)[]
}
export type Evidence = { from: number; until: number } & Record<Side, SideEvidence | null>
