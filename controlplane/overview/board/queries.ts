import type { HeldVerdict } from '../../calls/verdict/queries.ts'
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
  type JudgedSide,
  mendedAt,
  mendedMs,
  type SideKind,
} from '../rules.ts'
import type { BoardPair, BoardSide } from './api.ts'

type Before = Omit<ChangedSide, keyof JudgedSide>
/** `before` null: nothing of it was mended just now, and nothing is not well. */
type KnownSide = { shown: BoardSide; before: Before | null }

/** A pair without what its trajectory is in. */
export type KnownPair = Pick<BoardPair, 'trajectory' | 'place'> & {
  home: KnownSide | null
  school: KnownSide | null
}

/** In the order of `SideRow`. */
const sideColumns = [
  ...['label', 'presence', 'presence_since', 'heard_at', 'camera', 'sound', 'simulated'],
  ...['breaks', 'breaks_since'],
  ...['presence_was', 'camera_since', 'camera_was', 'sound_since', 'sound_was'],
]
type SideRow = [
  label: string | null,
  presence: BoardSide['presence'],
  presenceSince: number | null,
  heardAt: number | null,
  camera: BoardSide['camera'],
  sound: BoardSide['sound'],
  simulated: boolean,
  breaks: number | null,
  breaksSince: number | null,
  presenceWas: Before['presenceWas'],
  cameraSince: number | null,
  cameraWas: Before['cameraWas'],
  soundSince: number | null,
  soundWas: Before['soundWas'],
]
/** Both sides stand beside each other: half as many rows as sides, and a row costs more than a column. */
type PairRow = [
  trajectory: string,
  code: string | null,
  name: string | null,
  municipality: string | null,
  ...SideRow,
  ...SideRow,
]

export type Wanted = {
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
  // What it was before is told while it is news, and since when while it is not well: a value costs more than none. A set
  // that is heard for the first time did not come back.
  const side = (of: SideKind) => sql`(
    select s.trajectory, s.paired_at, s.school_location_id, s.label, s.simulated, c.heard_at, b.breaks, b.breaks_since,
      s.presence, s.presence_since, case when s.presence_since > ${recent} and s.presence_was <> 'unheard' then s.presence_was end as presence_was,
      s.camera, case when s.camera_since > ${recent} then s.camera_was end as camera_was,
      case when s.camera_since > ${recent} or s.camera not in ('ok', 'unknown') then s.camera_since end as camera_since,
      s.sound, case when s.sound_since > ${recent} then s.sound_was end as sound_was,
      case when s.sound_since > ${recent} or s.sound not in ('ok', 'unknown') then s.sound_since end as sound_since
    from listed_sets s
    left join connections c on c.device_no = s.device_no left join breaks b on b.device_no = s.device_no
    where s.side = ${of} and ${wanted}
  )`
  const columns = (of: string) => sql.unsafe(sideColumns.map(column => `${of}.${column}`).join(', '))
  // By place: an object of so many names costs the driver more than all that is in it.
  const rows: PairRow[number][][] = await sql<Record<string, PairRow[number]>[]>`
    with breaks as (
      select device_no, count(*)::int4 as breaks, min(at) as breaks_since from presence_history
      where presence = 'suspect' and at > ${now - breaksWithinMs}::timestamptz
      group by device_no having count(*) >= ${breaksMin}
    )
    select trajectory, l.code, l.name, l.municipality, ${columns('h')}, ${columns('k')}
    from ${side('home')} h full join ${side('school')} k using (trajectory)
    left join locations l on l.id = coalesce(h.school_location_id, k.school_location_id)
    order by trajectory, h.paired_at desc, k.paired_at desc`.values()
  return asPairs(rows as PairRow[])
}

/** Pairs with what their trajectories are in, what is said of them in their lessons, and what was just mended. */
export function judgePairs(
  pairs: readonly KnownPair[],
  said: readonly HeldVerdict[],
  lessons: Pick<LessonClock, 'statusOf' | 'hereSince' | 'lessonAround'>,
  at: number,
): BoardPair[] {
  const saidOf = new Map(said.map(({ code, verdict, side, since }) => [code, { verdict, side, since }]))
  return pairs.map(({ home, school, ...pair }) => {
    const lesson = lessons.statusOf(pair.trajectory, at)
    const around = aroundLesson(lesson, at)
    const begunAt = () => (around.isLesson ? lessons.lessonAround(pair.trajectory, at)?.from : undefined)
    return {
      ...pair,
      lesson,
      verdict: (around.isLesson && saidOf.get(pair.trajectory)) || null,
      home: home && judgedSide(home, 'home', around, begunAt),
      school: school && judgedSide(school, 'school', around, begunAt),
      ...(lessons.hereSince(pair.trajectory, at) !== null ? { isHere: true as const } : {}),
    }
  })
}

/** `begunAt` is asked only of a set that was just switched on. */
function judgedSide(
  { shown, before }: KnownSide,
  kind: SideKind,
  around: Around,
  begunAt: () => number | undefined,
): BoardSide {
  if (before === null) return shown
  const { cameraSince, soundSince, presenceWas } = before
  const mended = mendedAt({ ...shown, ...before }, kind, {
    ...around,
    begunAt: presenceWas === 'off' ? begunAt() : undefined,
  })
  const sinces = [isBadCamera(shown.camera) && cameraSince, isBadSound(shown.sound) && soundSince]
  const partsSince = Math.min(...sinces.filter(since => typeof since === 'number'))
  return {
    ...shown,
    ...(Number.isFinite(partsSince) && { partsSince }),
    ...(mended !== undefined && { mendedAt: mended }),
  }
}

/** Of two sets on one side the one that came last is shown: it stands in the first row of its trajectory. */
function asPairs(rows: readonly PairRow[]): KnownPair[] {
  const pairs = new Map<string, KnownPair>()
  for (const row of rows) {
    const [trajectory, code, name, municipality] = row
    if (pairs.has(trajectory)) continue
    const place = code === null ? null : { code, name, municipality }
    const school = 4 + sideColumns.length
    pairs.set(trajectory, {
      trajectory,
      place,
      home: sideOf(row.slice(4, school) as SideRow),
      school: sideOf(row.slice(school) as SideRow),
    })
  }
  return [...pairs.values()]
}

function sideOf(row: SideRow): KnownSide | null {
  const [set, presence, presenceSince, heardAt, camera, sound, simulated, breaks, breaksSince] = row
  if (set === null) return null
  const side = { set, presence, presenceSince, heardAt, camera, sound, simulated }
  const shown = breaks === null || breaksSince === null ? side : { ...side, breaks, breaksSince }
  return { shown, before: beforeOf(row) }
}

function beforeOf(row: SideRow): Before | null {
  const [, , , , , , , , , presenceWas, cameraSince, cameraWas, soundSince, soundWas] = row
  const isNews = presenceWas !== null || cameraSince !== null || soundSince !== null
  return isNews ? { presenceWas, cameraSince, cameraWas, soundSince, soundWas } : null
}
