import { type Outage, withoutOurLoss } from '../../telemetry/line/rules.ts'
import type { SoundState } from '../../telemetry/sound/rules.ts'

/** What one report says of the line of a set, of the `seconds` before `measuredAt` (ms since 1970 UTC); null: unknown. */
export type LineReport = {
  measuredAt: number
  seconds: number
  loss_mean_percent: number | null
  loss_max_percent: number | null
  rtt_p50_ms: number | null
  jitter_ms: number | null
}

/** From when on a report is poor, and how many of the last make the line so. Numbers that people edit. */
export type LineLimits = {
  lossPercent: number
  /** Of the usual delay: of a dozen answers a minute the 95th of a hundred is the slowest alone, and one says nothing. */
  rttMs: number
  jitterMs: number
  poorReports: number
  ofReports: number
  /** So many good ones in a row make a poor line good again. */
  goodReports: number
  /** What is older says nothing of now, and reports further apart nothing of each other. */
  ageSeconds: number
}

export const defaultLineLimits: LineLimits = {
  lossPercent: 5,
  rttMs: 300,
  jitterMs: 50,
  poorReports: 2,
  ofReports: 3,
  goodReports: 3,
  ageSeconds: 300,
}

/** `since`: by which report it became poor; null: it is not. `dueAt`: when its age alone makes it unknown. */
export type LineNow = { state: 'poor' | 'good' | 'unknown'; since: number | null; dueAt: number | undefined }

type Judged = { at: number; isPoor: boolean }

/**
 * The line of a set by its last reports, in whatever order they came; loss of times in which we did not answer
 * (`outages`) counts for nothing. A dozen reports are enough to know since when it is poor.
 */
export function judgeLine(
  reports: readonly LineReport[],
  outages: readonly Outage[],
  limits: LineLimits,
  now: number,
): LineNow {
  const ageMs = limits.ageSeconds * 1000
  const known = reports
    .filter(({ measuredAt }) => measuredAt <= now)
    .toSorted((a, b) => a.measuredAt - b.measuredAt)
    .flatMap((report): Judged[] => {
      const isPoor = isPoorReport(withoutOurLoss(report, outages), limits)
      return isPoor === undefined ? [] : [{ at: report.measuredAt, isPoor }]
    })
  const last = known.at(-1)
  if (!last || now - last.at > ageMs) return { state: 'unknown', since: null, dueAt: undefined }
  const since = poorSince(known, limits)
  return { state: since === null ? 'good' : 'poor', since, dueAt: last.at + ageMs + 1 }
}

/** `known`: oldest first. */
function poorSince(known: readonly Judged[], limits: LineLimits): number | null {
  const ageMs = limits.ageSeconds * 1000
  let since: number | null = null
  let goods = 0
  for (const [index, { at, isPoor }] of known.entries()) {
    const before = known[index - 1]
    if (before && at - before.at > ageMs) [since, goods] = [null, 0]
    goods = isPoor ? 0 : goods + 1
    const recent = known.slice(Math.max(0, index + 1 - limits.ofReports), index + 1)
    const poor = recent.filter(one => one.isPoor && at - one.at <= ageMs).length
    if (poor >= limits.poorReports) since ??= at
    else if (goods >= limits.goodReports) since = null
  }
  return since
}

/** Undefined: nothing is known to be poor, and loss is not known at all. */
function isPoorReport(
  { loss_mean_percent: loss, rtt_p50_ms: rtt, jitter_ms: jitter }: Omit<LineReport, 'measuredAt'>,
  limits: LineLimits,
): boolean | undefined {
  const isAbove = (value: number | null, limit: number) => value !== null && value >= limit
  if (isAbove(loss, limits.lossPercent) || isAbove(rtt, limits.rttMs) || isAbove(jitter, limits.jitterMs))
    return true
  return loss === null ? undefined : false
}

/** Whether nobody can hear or be heard; what cannot be read is no fault. */
export const isSoundGone: Record<SoundState, boolean> = {
  absent: true,
  muted: true,
  unknown: false,
  ok: false,
}
