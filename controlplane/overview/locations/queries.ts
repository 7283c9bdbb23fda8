import type { PendingQuery, Row } from 'postgres'
import { findDaysOf } from '../../calendar/closed/queries.ts'
import { todayAt } from '../../calendar/day/rules.ts'
import { schoolYearOf } from '../../calendar/holiday/rules.ts'
import { type LocationKind, locationKinds } from '../../locations/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { foldedOf } from '../../platform/postgres/folded.ts'
import type { Phase } from '../../trajectories/milestone/rules.ts'
import { judgePhase, type Milestone, type Pause } from '../../trajectories/phase/rules.ts'
import { containing, wordsOf } from '../search/rules.ts'
import {
  type LocationDetail,
  type LocationRow,
  type LocationsPage,
  type LocationsQuery,
  locationsPageMax,
} from './api.ts'

type Fragment = PendingQuery<Row[]>

/** A page of places, how many match, and how the matches of the other filters divide by kind. `now`: ms since 1970 UTC. */
export async function findLocations(
  sql: Database,
  { q, kind, offset = '0', limit = '100' }: LocationsQuery,
  now: number,
): Promise<Omit<LocationsPage, 'at'>> {
  const matching = q?.trim() ? holdsWords(sql, q) : sql`true`
  const words = kind?.split(',')
  const wanted = locationKinds.filter(one => words?.includes(one) ?? true)
  const [found, counted] = await Promise.all([
    sql<Omit<LocationRow, 'trajectories'>[]>`
      select ${knownOf(sql)}, l.bells is not null as "hasBells" from locations l
      where ${matching} and l.kind = any(${[...wanted]}::text[])
      order by l.name nulls last, l.code
      limit ${Math.min(Number(limit), locationsPageMax)} offset ${Number(offset)}`,
    sql<{ kind: LocationKind; places: number }[]>`
      select l.kind, count(*)::int4 as places from locations l where ${matching} group by l.kind`,
  ])
  const places = new Map(counted.map(row => [row.kind, row.places]))
  const kinds = Object.fromEntries(locationKinds.map(one => [one, places.get(one) ?? 0])) as Record<
    LocationKind,
    number
  >
  const codes = found.map(({ code }) => code)
  const open = (await findPlaced(sql, codes, { now })).filter(({ phase }) => !isEnd[phase])
  const openAt = Map.groupBy(open, ({ location }) => location)
  return {
    total: wanted.reduce((sum, one) => sum + kinds[one], 0),
    kinds,
    rows: found.map(row => ({ ...row, trajectories: openAt.get(row.code)?.length ?? 0 })),
  }
}

/**
 * Everything known of one place but who can be called there; undefined: there is none. `ofCounsellor`: whose
 * trajectories are named; undefined: all.
 */
export async function findLocation(
  sql: Database,
  code: string,
  { now, ofCounsellor }: { now: number; ofCounsellor?: string | undefined },
): Promise<Omit<LocationDetail, 'at'> | undefined> {
  const [row] = await sql<Omit<LocationDetail, 'at' | 'closed' | 'trajectories'>[]>`
    select ${knownOf(sql)}, l.bells from locations l where l.code = ${code}`
  if (!row) return undefined
  const [closed, placed] = await Promise.all([
    findDaysOf(sql, code, `${schoolYearOf(todayAt(now))}-09-01`),
    findPlaced(sql, [code], { now, ofCounsellor }),
  ])
  const trajectories = placed.map(({ location: _, ...one }) => one)
  return { ...row, closed: [...closed], trajectories }
}

function knownOf(sql: Database): Fragment {
  return sql`l.code, l.kind, l.name, l.municipality, l.provider, l.institution_no as "institutionNo",
    l.site_no as "siteNo", l.level`
}

/** The places with this word in their name or municipality, however it is written. */
export function placesCalled(sql: Database, word: string): Fragment {
  return sql`select id from locations where words like ${containing(foldedOf(word))}`
}

/** The places `l` in which every word stands, each column by its own index. */
export function holdsWords(sql: Database, typed: string): Fragment {
  const words = wordsOf(typed)
  if (words.length === 0) return sql`false`
  return words
    .map(word => {
      const like = containing(word)
      return sql`l.id in (
        ${placesCalled(sql, word)}
        union all
        select id from locations where code ilike ${like} or institution_no ilike ${like})`
    })
    .reduce<Fragment>((left, right) => sql`${left} and ${right}`, sql`true`)
}

const isEnd: Record<Phase, boolean> = {
  request: false,
  assessment: false,
  agreement: false,
  preparation: false,
  waiting: false,
  delivery: false,
  start_up: false,
  live: false,
  paused: false,
  closing: false,
  returning: false,
  closed: true,
  refused: true,
  withdrawn: true,
}

type Placed = LocationDetail['trajectories'][number] & { location: string }
type PlacedRow = Omit<Placed, 'phase'> & { milestones: Milestone[]; pauses: Pause[] }

/** The sides of trajectories at these places, each with its phase and the set that serves it. */
async function findPlaced(
  sql: Database,
  codes: readonly string[],
  { now, ofCounsellor }: { now: number; ofCounsellor?: string | undefined },
): Promise<Placed[]> {
  if (codes.length === 0) return []
  const theirs = ofCounsellor === undefined ? sql`true` : sql`t.counsellor_id = ${ofCounsellor}`
  const rows = await sql<PlacedRow[]>`
    with places as (select id, code from locations where code = any(${[...codes]}::text[])),
    sides as (
      select t.id, t.code, 'home' as side, p.code as location from places p
      join trajectories t on t.home_location_id = p.id where ${theirs}
      union all
      select t.id, t.code, 'school' as side, p.code as location from places p
      join trajectories t on t.school_location_id = p.id where ${theirs}
    )
    select x.code, x.side, x.location, s.label as set, coalesce(c.presence, 'unheard') as presence,
      coalesce((select jsonb_agg(jsonb_build_object('name', m.name, 'side', m.side, 'day', m.day))
        from milestones m where m.trajectory_id = x.id), '[]') as milestones,
      coalesce((select jsonb_agg(jsonb_build_object('fromDay', p.from_day, 'untilDay', p.until_day))
        from pauses p where p.trajectory_id = x.id), '[]') as pauses
    from sides x
    left join open_pairs p on p.trajectory_id = x.id and p.side = x.side
    left join sets s on s.id = p.set_id
    left join live_devices d on d.set_id = s.id
    left join connections c on c.device_no = d.device_no
    order by x.code desc, x.side`
  const today = todayAt(now)
  return rows.map(({ milestones, pauses, ...row }) => ({
    ...row,
    phase: judgePhase({ milestones, pauses }, today).phase,
  }))
}
