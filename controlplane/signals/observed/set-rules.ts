import type { Priority } from '../../tickets/symptom/rules.ts'
import type { RuleName } from '../rules.ts'
import { isHeard, type KnownReport, lastReport, sinceOf, staleAt } from '../subject/rules.ts'
import { linkObservers } from './link-rules.ts'
import { readinessObservers } from './readiness-rules.ts'
import { notKnown, notSo, type Observation, type SetSight } from './rules.ts'

type Observe<Name extends RuleName> = (sight: SetSight<Name>) => Observation
type Observers = { readonly [Name in RuleName]?: Observe<Name> }

/** What each rule about one set sees; total over the rules that are `of` a set. */
export const setObservers = {
  ...linkObservers,
  ...readinessObservers,
  camera: ({ set, column, setting: { priorities } }) =>
    seeCameras(set, column === 'lesson' ? Math.max(priorities.lesson ?? 2, 2) : undefined),
  webcam: ({ set }) => seeCameras(set),
  sound({ set: { soundFact, ...set } }) {
    if (soundFact === null || soundFact.value === 'unknown' || !isHeard(set)) return notKnown
    const holds = soundFact.value !== 'ok'
    return { holds, since: sinceOf(soundFact), evidence: { sound: soundFact.value } }
  },
  battery({ set, setting: { limits }, now }) {
    const report = lastReport(set, now)
    const isOnCharge = set.onCharge?.value ?? null
    if (report?.battery_percent == null || isOnCharge === null) return notKnown
    const holds = !isOnCharge && report.battery_percent < limits.belowPercent
    const knownUntil = staleAt(set, report)
    return { holds, since: sinceOf(report), evidence: { percent: report.battery_percent }, knownUntil }
  },
  disk: ({ set, setting: { limits }, now }) =>
    seeReports(
      set,
      now,
      report => report.disk_free_percent,
      free => free < limits.belowPercent,
    ),
  weak_wifi: ({ set, setting: { limits }, now }) =>
    seeReports(
      set,
      now,
      report => report.signal_min_dbm,
      dbm => dbm < limits.belowDbm,
    ),
  clock: ({ set, setting: { limits }, now }) =>
    seeReports(
      set,
      now,
      report => report.clock_offset_ms,
      offset => Math.abs(offset) > limits.offSeconds * 1000,
    ),
  overload({ set, column, setting: { limits }, line, now }) {
    const seen = seeReports(
      set,
      now,
      report => (report.temperature_max_celsius === null && report.cpu_mean_percent === null ? null : report),
      ({ temperature_max_celsius: celsius, cpu_mean_percent: cpu, isThrottled }) =>
        isThrottled || (celsius ?? 0) >= limits.celsius || (cpu ?? 0) >= limits.cpuPercent,
    )
    return column === 'lesson' && line().state !== 'poor' ? { ...seen, priority: null } : seen
  },
  help({ set: { helpSince }, column, isGood }) {
    if (helpSince === null) return notSo()
    const isLesson = column === 'lesson' || column === undefined
    return { holds: true, since: helpSince, ...(isLesson && isGood && { priority: 2 }) }
  },
  clone: ({ set: { doubtedSince } }) =>
    doubtedSince === null ? notSo() : { holds: true, since: doubtedSince },
  certificate({ set: { certificateEndsAt }, setting: { limits }, now }) {
    if (certificateEndsAt === null) return notSo()
    const since = certificateEndsAt - limits.daysLeft * dayMs
    return now >= since ? { holds: true, since } : { ...notSo(), dueAt: since }
  },
  restarts({ set: { starts }, setting: { limits }, now }) {
    const recent = starts.filter(at => at > now - restartsWithinMs)
    const since = recent[limits.starts - 1]
    if (since === undefined) return notSo(starts[0])
    const oldest = recent.at(-1)!
    return {
      holds: true,
      since: recent[recent.length - limits.starts]!,
      evidence: { starts: recent.length },
      dueAt: oldest + restartsWithinMs,
    }
  },
} as const satisfies Observers

const dayMs = 86_400_000
const restartsWithinMs = 600_000

type Cameras = SetSight['set']

/** One camera that works is enough to see by; that another is gone asks for less haste, where that is told. */
function seeCameras(set: Cameras, priorityWhenSeen?: number): Observation {
  if (!isHeard(set)) return notKnown
  const known = set.cameras.filter(({ value }) => value !== 'unknown')
  if (known.length === 0) return notKnown
  const bad = known.filter(({ value }) => value !== 'ok')
  const evidence = { cameras: known.map(({ value }) => value).join(' ') }
  if (bad.length === 0) return { holds: false, since: Math.max(...known.map(sinceOf)), evidence }
  const since = Math.min(...bad.map(sinceOf))
  const isLess = bad.length < known.length && priorityWhenSeen !== undefined
  return { holds: true, since, evidence, ...(isLess && { priority: priorityWhenSeen as Priority }) }
}

/**
 * A number of the reports: since when it is so, as far back as the reports that are known go. One that came late counts
 * from when it came, so that the order in which they come makes no difference.
 */
function seeReports<Value>(
  set: Cameras,
  now: number,
  read: (report: KnownReport) => Value | null,
  isBad: (value: Value) => boolean,
): Observation {
  const last = lastReport(set, now)
  const value = last && read(last)
  if (last === undefined || value === null || value === undefined) return notKnown
  const holds = isBad(value)
  const other = set.reports.findIndex(report => {
    const then = read(report)
    return then === null || isBad(then) !== holds
  })
  const run = other === -1 ? set.reports : set.reports.slice(0, other)
  const since = Math.min(...(run.length > 0 ? run : [last]).map(sinceOf))
  return {
    holds,
    since,
    knownUntil: staleAt(set, last),
    ...(typeof value === 'number' && { evidence: { value } }),
  }
}
