import { lessonTimeAt } from '../../calls/time/rules.ts'
import { findGraceUntil } from '../../devices/presence/queries.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import type { Parent } from '../incident/rules.ts'
import { type Storm, stormsOver } from '../storm/rules.ts'
import type { KnownLesson, KnownSubject } from '../subject/rules.ts'
import { findParts } from './queries.ts'
import { knownSet, type LinkRow, type Parts } from './set-rules.ts'

/** A live device with its set, and the side of a trajectory that this serves; location and provider: of where it stands. */
export type SetRow = LinkRow & {
  trajectory: string | null
  side: SetKind | null
  pairedAt: number | null
  location: string | null
  provider: string | null
}

type Clock = Pick<LessonClock, 'statusOf' | 'knownOf' | 'hereSince'>
/** `storms`: those that are on, or were within the grace, by group key. */
type Asked = { lessons: Clock; storms: ReadonlyMap<string, Storm>; now: number }

/** What is judged at once, the storms over it, and the codes of where its sets stand. */
export type Sighting = { subject: KnownSubject; parents: Parent[]; places: string[] }

const outagesWithinMs = 3_600_000

/** Every set that counts, or those of these trajectories and with these labels, and who stands beside them. */
export function findSetRows(
  tx: Transaction,
  wanted: { codes: readonly string[]; labels: readonly string[] } | 'all',
): Promise<SetRow[]> {
  const named =
    wanted === 'all'
      ? tx`true`
      : tx`(t.code = any(${[...wanted.codes]}::text[]) or s.label = any(${[...wanted.labels]}::text[]) or t.id in (
          select p.trajectory_id from open_pairs p join sets s on s.id = p.set_id
          where s.label = any(${[...wanted.labels]}::text[])
        ))`
  return tx<SetRow[]>`
    select d.device_no as "deviceNo", s.label, s.kind, c.presence, c.presence_since as "presenceSince",
      c.heard_at as "heardAt", c.report_interval_seconds as "reportIntervalSeconds", d.state as device,
      case when d.state = 'questioned' then (
        select max(at) from device_history h where h.device_no = d.device_no and h.state = 'questioned'
      ) end as "deviceSince",
      (select max(not_after) from certificates k where k.device_no = d.device_no) as "certificateEndsAt",
      t.code as trajectory, p.side, p.from_at as "pairedAt", l.code as location, l.provider
    from live_devices d join connections c using (device_no) join sets s on s.id = d.set_id
    left join open_pairs p on p.set_id = s.id left join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    where ${named}`
}

/** All that rules know of what these sets belong to. */
export async function findSubjects(
  tx: Transaction,
  rows: readonly SetRow[],
  { lessons, storms, now }: Asked,
): Promise<Sighting[]> {
  const [parts, outages, graceUntil] = await Promise.all([
    findParts(tx, rows, now),
    findOutages(tx, { from: now - outagesWithinMs, until: now }),
    findGraceUntil(tx),
  ])
  const platform = storms.get('platform/storm')
  const troubledSince = platform?.resolvedAt === null ? platform.since : null
  const trouble = { graceUntil, troubledSince }
  const groups = Map.groupBy(rows, row => row.trajectory ?? `set:${row.label}`)
  return [...groups.values()].map(sets => {
    const home = lastOn('home', sets)
    const school = lastOn('school', sets)
    const trajectory = sets[0]!.trajectory
    const parents = stormsOver(sets, trajectory, storms)
    const hereSince = trajectory === null ? null : lessons.hereSince(trajectory, now)
    const known = (row: SetRow | undefined) =>
      row ? knownSet(row, parts.get(row.deviceNo) as Parts, sightOf(row, hereSince, storms)) : null
    const lesson = lessonOf(trajectory, lessons, now)
    const subject = { trajectory, home: known(home), school: known(school), lesson, trouble, outages }
    return { subject, parents, places: sets.flatMap(({ location }) => location ?? []) }
  })
}

/** Of two sets on one side the one that came last is judged: the other is on its way back. */
function lastOn(wanted: SetKind, sets: readonly SetRow[]): SetRow | undefined {
  return sets
    .filter(({ side, kind }) => (side ?? kind) === wanted)
    .toSorted((a, b) => (b.pairedAt ?? 0) - (a.pairedAt ?? 0))[0]
}

function sightOf({ side, provider }: SetRow, hereSince: number | null, storms: Asked['storms']) {
  const storm = provider === null ? undefined : storms.get(`provider:${provider}/storm`)
  return { hereSince: side === 'home' ? hereSince : null, isProviderDown: storm?.resolvedAt === null }
}

const noLesson: KnownLesson = { status: null, from: null, callFrom: null, until: null }

function lessonOf(trajectory: string | null, lessons: Clock, now: number): KnownLesson {
  const status = trajectory === null ? null : lessons.statusOf(trajectory, now)
  const known = trajectory === null ? undefined : lessons.knownOf(trajectory)
  if (status === null || known === undefined) return noLesson
  const lesson = status.status === 'lesson' ? lessonTimeAt(known, now) : undefined
  const { until } = status
  // The run-up ends with the lesson's begin.
  const from = lesson?.from ?? (status.status === 'run_up' ? until : null)
  return { status: status.status, from, callFrom: lesson?.callFrom ?? null, until }
}
