import type { CheckTrigger } from '../../../protocol/check.ts'
import type { FindingCode } from '../../../protocol/findings.ts'
import type { Verdict as CheckVerdict } from '../../../protocol/verdict.ts'
import type { LineReport } from '../../calls/line/rules.ts'
import type { KnownPair } from '../../calls/pair/rules.ts'
import type { KnownSide } from '../../calls/side/rules.ts'
import type { LessonStatus } from '../../lessons/status/rules.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { CameraState } from '../../telemetry/camera/rules.ts'
import type { SoundState } from '../../telemetry/sound/rules.ts'
import { countsSince } from '../machine/rules.ts'
import type { Column } from '../rules.ts'

/** What a set says of itself, when it measured it (its corrected time) and when that came; ms since 1970 UTC. */
export type Aged<Value> = { readonly value: Value; readonly measuredAt: number; readonly receivedAt: number }

/** The numbers of one report that rules look at, in the units of their names; null: unknown. */
export type KnownReport = LineReport & {
  readonly receivedAt: number
  readonly isThrottled: boolean
  readonly signal_min_dbm: number | null
  readonly battery_percent: number | null
  readonly disk_free_percent: number | null
  readonly cpu_mean_percent: number | null
  readonly temperature_max_celsius: number | null
  readonly clock_offset_ms: number | null
}

export type KnownCheck = {
  readonly trigger: CheckTrigger
  readonly verdict: CheckVerdict
  readonly codes: readonly FindingCode[]
  readonly measuredAt: number
}

/** All that rules know of one set. Lists the newest first, of the last half hour at most. */
export type KnownSet = Omit<KnownSide, 'reports'> & {
  readonly label: string
  readonly kind: SetKind
  readonly cameras: readonly Aged<CameraState>[]
  readonly soundFact: Aged<SoundState> | null
  readonly onCharge: Aged<boolean | null> | null
  readonly reports: readonly KnownReport[]
  readonly checks: readonly KnownCheck[]
  /** When its link was seen to break, since it was last heard; null: it was not, or silence alone told it. */
  readonly brokeAt: number | null
  /** When its link broke, and when its agent started. */
  readonly breaks: readonly number[]
  readonly starts: readonly number[]
  /** Since when its device shows signs of a clone; null: it does not. */
  readonly doubtedSince: number | null
  readonly certificateEndsAt: number | null
}

/** What its trajectory is in; `from`, `callFrom`, `until`: of the lesson that is on or about to begin. */
export type KnownLesson = {
  readonly status: LessonStatus | null
  readonly from: number | null
  readonly callFrom: number | null
  readonly until: number | null
}

/** What is judged at once: a pair, or a set that serves nobody. */
export type KnownSubject = Pick<KnownPair, 'trouble' | 'outages'> & {
  /** The code of the trajectory; null: of a set alone. */
  readonly trajectory: string | null
  readonly home: KnownSet | null
  readonly school: KnownSet | null
  readonly lesson: KnownLesson
}

/** What stands before the family in a group key. */
export function subjectKey({
  trajectory,
  home,
  school,
}: Pick<KnownSubject, 'trajectory' | 'home' | 'school'>): string {
  return trajectory === null ? `set:${(home ?? school)?.label}` : `trajectory:${trajectory}`
}

/** The column of the rules in which it stands; undefined: the child is absent, and nobody is called. */
export function columnOf({ status }: KnownLesson): Column | undefined {
  if (status === 'absent') return undefined
  return status === 'lesson' || status === 'run_up' ? status : 'otherwise'
}

/** Whether what a set said of itself still tells how it is. */
export function isHeard({ presence }: Pick<KnownSet, 'presence'>): boolean {
  return presence === 'online' || presence === 'suspect'
}

/** Until when it was there as far as that is known: a link that stands is as good a sign as a message. */
export function aliveUntil({ heardAt, brokeAt }: Pick<KnownSet, 'heardAt' | 'brokeAt'>): number | null {
  return brokeAt === null ? heardAt : Math.max(heardAt ?? 0, brokeAt)
}

/** Since when something said counts; see `countsSince`. */
export function sinceOf({ measuredAt, receivedAt }: Omit<Aged<unknown>, 'value'>): number {
  return countsSince(measuredAt, receivedAt)
}

/** Reports missed before the last one says nothing of now. */
const intervalsMax = 3

/** The last report, while it tells how the set is now. */
export function lastReport(set: KnownSet, now: number): KnownReport | undefined {
  const [last] = set.reports
  if (last === undefined || !isHeard(set)) return undefined
  return now < staleAt(set, last) ? last : undefined
}

/** When a report says nothing of now any more, should no other come. */
export function staleAt({ reportIntervalSeconds }: KnownSet, { measuredAt }: KnownReport): number {
  return measuredAt + intervalsMax * reportIntervalSeconds * 1000 + 1
}
