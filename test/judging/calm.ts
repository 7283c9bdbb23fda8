import { type CallTold, callRun } from '../../controlplane/calls/side/rules.ts'
import type { SetKind } from '../../controlplane/sets/rules.ts'
import type {
  Aged,
  KnownLesson,
  KnownReport,
  KnownSet,
  KnownSubject,
} from '../../controlplane/signals/subject/rules.ts'
import type { CallFact } from '../../protocol/call.ts'

/** A set in order, online since long and heard at `at` (ms since 1970 UTC), of which nothing is wrong. */
export function calmSet(kind: SetKind, label: string, at: number): KnownSet {
  return {
    label,
    kind,
    presence: 'online',
    presenceSince: at - 3_600_000,
    heardAt: at,
    brokeAt: null,
    reportIntervalSeconds: 60,
    call: null,
    hereSince: null,
    helpSince: null,
    sound: 'ok',
    soundSince: null,
    soundFact: said('ok', at - 3_600_000),
    udp: 'open',
    isProviderDown: false,
    cameras: [said('ok', at - 3_600_000)],
    onCharge: said(true, at - 3_600_000),
    reports: [],
    checks: [],
    breaks: [],
    starts: [],
    doubtedSince: null,
    certificateEndsAt: null,
  }
}

/** A pair in order, outside lessons. */
export function calmPair(code: string, at: number): KnownSubject {
  return {
    trajectory: code,
    home: calmSet('home', `${code}-H`, at),
    school: calmSet('school', `${code}-S`, at),
    lesson: outside,
    trouble: { graceUntil: null, troubledSince: null },
    outages: [],
  }
}

export const outside: KnownLesson = { status: 'outside', from: null, callFrom: null, until: null }
export const inLesson = (from: number, until: number): KnownLesson => ({
  status: 'lesson',
  from,
  callFrom: from - 1_800_000,
  until,
})
export const runUp = (from: number): KnownLesson => ({ status: 'run_up', from, callFrom: null, until: from })
export const absentUntil = (until: number): KnownLesson => ({ ...outside, status: 'absent', until })

export function said<Value>(value: Value, measuredAt: number, receivedAt = measuredAt): Aged<Value> {
  return { value, measuredAt, receivedAt }
}

/** A report of the minute before `at`, of a set that is well but for what is named. */
export function reportAt(at: number, bad: Partial<KnownReport> = {}): KnownReport {
  return {
    measuredAt: at,
    receivedAt: at,
    seconds: 60,
    loss_mean_percent: 0,
    loss_max_percent: 0,
    rtt_p50_ms: 20,
    jitter_ms: 2,
    isThrottled: false,
    signal_min_dbm: -55,
    battery_percent: 90,
    disk_free_percent: 50,
    cpu_mean_percent: 20,
    temperature_max_celsius: 60,
    clock_offset_ms: 5,
    ...bad,
  }
}

export type Calling = 'in_call' | 'waiting' | 'idle'
const factOf: Record<Calling, Omit<CallFact, 'since'>> = {
  in_call: { app: 'running', media: 'both' },
  waiting: { app: 'running', media: 'none' },
  idle: { app: 'stopped', media: 'none' },
}

/** What a set told of calls, oldest first, each when it measured it and when that came; null: nothing. */
export function callTold(
  told: readonly (readonly [calling: Calling, measuredAt: number, receivedAt?: number])[],
): KnownSet['call'] {
  const facts = told.map(([calling, measuredAt]): CallTold => {
    return { fact: { ...factOf[calling], since: measuredAt }, measuredAt }
  })
  const last = told.at(-1)
  if (last === undefined) return null
  return { ...facts.at(-1)!, receivedAt: last[2] ?? last[1], ...callRun(facts) }
}
