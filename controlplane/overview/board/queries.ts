import { cloneCauses } from '../../devices/device/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Database } from '../../platform/postgres/database.ts'
import {
  type Around,
  aroundLesson,
  breaksMin,
  breaksWithinMs,
  type ChangedSide,
  isBadCamera,
  isBadSound,
  mendedAt,
  mendedMs,
  type SideKind,
} from '../rules.ts'
import { type Board, type BoardPair, type BoardSide, questionedMax } from './api.ts'

/** A side as it is kept, with what it was before. */
type KnownSide = Pick<BoardSide, 'set' | 'heardAt' | 'simulated'> &
  Omit<ChangedSide, 'breaks'> & { breaks: number | null; breaksSince: number | null }

/** A pair without what its trajectory is in. */
export type KnownPair = Pick<BoardPair, 'trajectory' | 'place'> & {
  home: KnownSide | null
  school: KnownSide | null
}

/** The columns of both sides stand beside each other: half as many rows as sides, and a row costs more than a column. */
type PairRow = {
  trajectory: string
  code: string | null
  name: string | null
  municipality: string | null
} & SideColumns<'home'> &
  SideColumns<'school'>
type SideColumns<Side extends SideKind> = {
  [Column in keyof KnownSide as `${Side}${Capitalize<Column>}`]: KnownSide[Column] | null
}

type Wanted = {
  /** Labels of sets and codes of trajectories; left out: all. */
  names?: readonly string[] | undefined
  /** Whose trajectories; left out: everybody's. */
  counsellor?: string | undefined
  /** ms since 1970 UTC */
  now: number
}

/** Open pairs with both sides. */
export async function findBoardPairs(
  sql: Database,
  { names, counsellor, now }: Wanted,
): Promise<KnownPair[]> {
  const named = names as string[] | undefined
  const wanted = sql`
    s.trajectory is not null ${
      named === undefined
        ? sql``
        : sql`and s.trajectory in (
            select trajectory from listed_sets where trajectory = any(${named}::text[]) or label = any(${named}::text[])
          )`
    } ${counsellor === undefined ? sql`` : sql`and s.counsellor_id = ${counsellor}`}`
  const recent = sql`${now - mendedMs}::timestamptz`
  // What it was before is told while it is news, and since when while it is not well: a value costs more than none.
  const side = (of: SideKind) => sql`(
    select s.trajectory, s.paired_at, s.school_location_id, s.label, s.simulated, c.heard_at, b.breaks, b.breaks_since,
      s.presence, s.presence_since, case when s.presence_since > ${recent} then s.presence_was end as presence_was,
      s.camera, case when s.camera_since > ${recent} then s.camera_was end as camera_was,
      case when s.camera_since > ${recent} or s.camera not in ('ok', 'unknown') then s.camera_since end as camera_since,
      s.sound, case when s.sound_since > ${recent} then s.sound_was end as sound_was,
      case when s.sound_since > ${recent} or s.sound not in ('ok', 'unknown') then s.sound_since end as sound_since
    from listed_sets s
    left join connections c on c.device_no = s.device_no left join breaks b on b.device_no = s.device_no
    where s.side = ${of} and ${wanted}
  )`
  const rows = await sql<PairRow[]>`
    with breaks as (
      select device_no, count(*)::int4 as breaks, min(at) as breaks_since from presence_history
      where presence = 'suspect' and at > ${now - breaksWithinMs}::timestamptz
      group by device_no having count(*) >= ${breaksMin}
    )
    select trajectory, l.code, l.name, l.municipality,
      h.label as "homeSet", h.presence as "homePresence", h.presence_since as "homePresenceSince",
      h.presence_was as "homePresenceWas", h.heard_at as "homeHeardAt", h.breaks as "homeBreaks", h.breaks_since as "homeBreaksSince",
      h.camera as "homeCamera", h.camera_since as "homeCameraSince", h.camera_was as "homeCameraWas",
      h.sound as "homeSound", h.sound_since as "homeSoundSince", h.sound_was as "homeSoundWas",
      h.simulated as "homeSimulated",
      k.label as "schoolSet", k.presence as "schoolPresence", k.presence_since as "schoolPresenceSince",
      k.presence_was as "schoolPresenceWas", k.heard_at as "schoolHeardAt", k.breaks as "schoolBreaks", k.breaks_since as "schoolBreaksSince",
      k.camera as "schoolCamera", k.camera_since as "schoolCameraSince", k.camera_was as "schoolCameraWas",
      k.sound as "schoolSound", k.sound_since as "schoolSoundSince", k.sound_was as "schoolSoundWas",
      k.simulated as "schoolSimulated"
    from ${side('home')} h full join ${side('school')} k using (trajectory)
    left join locations l on l.id = coalesce(h.school_location_id, k.school_location_id)
    order by trajectory, h.paired_at desc, k.paired_at desc`
  return asPairs(rows)
}

/** Pairs with what their trajectories are in, and what was just mended. */
export function judgePairs(
  pairs: readonly KnownPair[],
  lessons: Pick<LessonClock, 'statusOf' | 'isHere' | 'lessonAround'>,
  at: number,
): BoardPair[] {
  return pairs.map(({ home, school, ...pair }) => {
    const lesson = lessons.statusOf(pair.trajectory, at)
    const around = aroundLesson(lesson, at)
    const begunAt = () => (around.isLesson ? lessons.lessonAround(pair.trajectory, at)?.from : undefined)
    return {
      ...pair,
      lesson,
      home: home && judgedSide(home, 'home', around, begunAt),
      school: school && judgedSide(school, 'school', around, begunAt),
      ...(lessons.isHere(pair.trajectory, at) ? { isHere: true as const } : {}),
    }
  })
}

/** `begunAt` is asked only of a set that was just switched on. */
function judgedSide(
  side: KnownSide,
  kind: SideKind,
  around: Around,
  begunAt: () => number | undefined,
): BoardSide {
  const { set, presence, presenceSince, heardAt, camera, sound, simulated, breaks, breaksSince, ...rest } =
    side
  const changed = { ...rest, presence, presenceSince, camera, sound }
  const mended = mendedAt(changed, kind, {
    ...around,
    begunAt: rest.presenceWas === 'off' ? begunAt() : undefined,
  })
  const sinces = [isBadCamera(camera) && rest.cameraSince, isBadSound(sound) && rest.soundSince]
  const partsSince = Math.min(...sinces.filter(since => typeof since === 'number'))
  return {
    ...{ set, presence, presenceSince, heardAt, camera, sound, simulated },
    ...(Number.isFinite(partsSince) && { partsSince }),
    ...(breaks !== null && { breaks }),
    ...(breaksSince !== null && { breaksSince }),
    ...(mended !== undefined && { mendedAt: mended }),
  }
}

/** Every device in question, and why since when; what waits longest first. */
export function findQuestioned(sql: Database, counsellor?: string): Promise<Board['questioned']> {
  return sql`
    select s.label as set, h.cause, h.at as since
    from devices d join sets s on s.id = d.set_id
    left join lateral (
      select h.cause, h.at from device_history h
      where h.device_no = d.device_no and h.state = 'questioned' and h.cause = any(${[...cloneCauses]}::text[])
        and h.at >= coalesce((
          select max(a.at) from device_history a where a.device_no = d.device_no and a.cause = 'accepted'
        ), '-infinity')
      order by h.at limit 1
    ) h on true
    where d.state = 'questioned' ${
      counsellor === undefined
        ? sql``
        : sql`and s.id in (
            select p.set_id from pair_sets p join trajectories t on t.id = p.trajectory_id
            where p.until_at is null and t.counsellor_id = ${counsellor}
          )`
    } order by h.at, s.label limit ${questionedMax}`
}

/** Of two sets on one side the one that came last is shown: it stands in the first row of its trajectory. */
function asPairs(rows: readonly PairRow[]): KnownPair[] {
  const pairs = new Map<string, KnownPair>()
  for (const row of rows) {
    const { trajectory, code, name, municipality } = row
    if (pairs.has(trajectory)) continue
    const place = code === null ? null : { code, name, municipality }
    pairs.set(trajectory, { trajectory, place, home: homeOf(row), school: schoolOf(row) })
  }
  return [...pairs.values()]
}

function homeOf(row: PairRow): KnownSide | null {
  if (row.homeSet === null) return null
  return {
    set: row.homeSet,
    presence: row.homePresence!,
    presenceSince: row.homePresenceSince,
    presenceWas: row.homePresenceWas,
    heardAt: row.homeHeardAt,
    breaks: row.homeBreaks,
    breaksSince: row.homeBreaksSince,
    camera: row.homeCamera!,
    cameraSince: row.homeCameraSince,
    cameraWas: row.homeCameraWas,
    sound: row.homeSound!,
    soundSince: row.homeSoundSince,
    soundWas: row.homeSoundWas,
    simulated: row.homeSimulated!,
  }
}

function schoolOf(row: PairRow): KnownSide | null {
  if (row.schoolSet === null) return null
  return {
    set: row.schoolSet,
    presence: row.schoolPresence!,
    presenceSince: row.schoolPresenceSince,
    presenceWas: row.schoolPresenceWas,
    heardAt: row.schoolHeardAt,
    breaks: row.schoolBreaks,
    breaksSince: row.schoolBreaksSince,
    camera: row.schoolCamera!,
    cameraSince: row.schoolCameraSince,
    cameraWas: row.schoolCameraWas,
    sound: row.schoolSound!,
    soundSince: row.schoolSoundSince,
    soundWas: row.schoolSoundWas,
    simulated: row.schoolSimulated!,
  }
}
