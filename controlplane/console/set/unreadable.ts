import type { Facts, SensorName, UnreadableReason } from '../../../protocol/facts.ts'
import type { ReadingName } from '../../../protocol/report.ts'
import type { SetDetail } from '../data/fetch.ts'

/** Which sensor gives each number: a number is unknown for the reason its sensor gave. */
const sensorOf: Record<ReadingName, SensorName> = {
  cpu_mean_percent: 'cpu',
  cpu_max_percent: 'cpu',
  memory_used_percent: 'memory',
  disk_free_percent: 'disk',
  temperature_max_celsius: 'temperature',
  battery_percent: 'battery',
  rx_bytes_per_second: 'traffic',
  tx_bytes_per_second: 'traffic',
  signal_min_dbm: 'signal',
  link_mbit_per_second: 'link_speed',
  rtt_p50_ms: 'round_trip',
  rtt_p95_ms: 'round_trip',
  jitter_ms: 'round_trip',
  loss_mean_percent: 'round_trip',
  loss_max_percent: 'round_trip',
  clock_offset_ms: 'clock',
  outbox_depth: 'agent',
  outbox_dropped: 'agent',
  agent_memory_mb: 'agent',
  agent_cpu_percent: 'agent',
}

export type Unreadable = NonNullable<Facts['unreadable']>

export function unreadableOf(set: SetDetail): Unreadable {
  const fact = set.facts.find(fact => fact.name === 'unreadable')
  return (fact?.value ?? {}) as Unreadable
}

export function reasonFor(unreadable: Unreadable, name: ReadingName): UnreadableReason | undefined {
  return unreadable[sensorOf[name]]
}
