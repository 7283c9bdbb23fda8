import type { ReportBody } from '../../protocol/report.ts'
import { upTopic } from '../../protocol/topics.ts'
import { publishPacket, writeDigits } from './packets.ts'

/** The first number of every load: nine digits, so that a packet keeps its length. */
export const firstSeq = 100_000_001
const seqWidth = 9
const atWidth = 13
const upWidth = 10
/** `up` counts from so long ago: ten digits. */
const upMs = 2_000_000_000

/** How a set of a load dates a message: its clock, and the time since it started. */
export function stamp(now: number, startedAt: number): { at: number; up: number } {
  return { at: now, up: upMs + now - startedAt }
}

/**
 * The reports that one set may have on their way, made beforehand: a slot each, of which only the number and the
 * times change. A slot is free again when its report is acknowledged.
 */
export type ReportSlots = {
  bytes: Buffer
  slotBytes: number
  /** Puts number and times of a report into its slot. */
  date(seq: number, now: number): void
}

type Parts = { deviceId: string; epoch: number; window: number; startedAt: number; qos: 0 | 1 }

export function makeSlots({ deviceId, epoch, window, startedAt, qos }: Parts): ReportSlots {
  const number = Number.parseInt(deviceId.slice(-8), 16)
  const payload = JSON.stringify({
    v: 1,
    epoch,
    seq: firstSeq,
    ...stamp(startedAt, startedAt),
    body: ordinaryReport(number),
  })
  const packets = Array.from({ length: window }, (_, slot) =>
    publishPacket(upTopic(deviceId, 'report'), payload, qos === 1 ? slot + 1 : undefined),
  )
  const first = packets[0] as Buffer
  const after = (key: string) => first.indexOf(`"${key}":`) + key.length + 3
  const [seqAt, atAt, upAt] = [after('seq'), after('at'), after('up')]
  const bytes = Buffer.concat(packets)
  return {
    bytes,
    slotBytes: first.length,
    date(seq, now) {
      const from = (seq % window) * first.length
      const { at, up } = stamp(now, startedAt)
      writeDigits(bytes, from + seqAt, seq, seqWidth)
      writeDigits(bytes, from + atAt, at, atWidth)
      writeDigits(bytes, from + upAt, up, upWidth)
    },
  }
}

/** What a school set says in a lesson; `number` makes sets differ. */
export function ordinaryReport(number: number): ReportBody {
  const vary = (from: number, step: number) => Math.round((from + (number % 17) * step) * 10) / 10
  return {
    seconds: 60.2,
    flags: 8,
    readings: {
      cpu_mean_percent: vary(11.4, 1.3),
      cpu_max_percent: vary(38.2, 2.1),
      memory_used_percent: vary(47.1, 0.7),
      disk_free_percent: vary(51.3, 1.9),
      temperature_max_celsius: vary(52.5, 0.5),
      battery_percent: null,
      rx_bytes_per_second: 312_400 + (number % 997),
      tx_bytes_per_second: 187_300 + (number % 991),
      signal_min_dbm: null,
      link_mbit_per_second: 1000,
      rtt_p50_ms: vary(14.2, 0.9),
      rtt_p95_ms: vary(31.7, 1.7),
      jitter_ms: vary(2.4, 0.3),
      loss_mean_percent: 0,
      loss_max_percent: 0,
      clock_offset_ms: -42,
      outbox_depth: 3,
      outbox_dropped: 0,
      agent_memory_mb: 16.1,
      agent_cpu_percent: 0.1,
    },
  }
}
