import type { PendingQuery, Row } from 'postgres'
import type { PresenceState } from '../devices/rules.ts'
import { presenceStates } from '../devices/rules.ts'
import type { Database } from '../platform/database.ts'
import type { SetRow, SetSort, SetsExportQuery, SetsPage, SetsQuery } from './api.ts'

type Filters = Pick<SetsQuery, 'q' | 'kind' | 'presence' | 'camera' | 'simulated' | 'pair'>
type Fragment = PendingQuery<Row[]>

/** How far back the last report of a listed set is looked for: older is not "now" any more. */
const latestReportMs = 2 * 3_600_000
const defaultLimit = 100

/** A page of the list, the number of all matches, and how the matches of the other filters divide by presence. */
export async function findSets(sql: Database, query: SetsQuery, now: number): Promise<Omit<SetsPage, 'at'>> {
  const limit = Number(query.limit ?? defaultLimit)
  const offset = Number(query.offset ?? 0)
  const [rows, counts] = await Promise.all([
    selectRows(sql, where(sql, query), order(sql, query), sql`limit ${limit} offset ${offset}`, now),
    countByPresence(sql, query),
  ])
  const wanted = query.presence?.split(',') ?? presenceStates
  const total = presenceStates
    .filter(state => wanted.includes(state))
    .reduce((sum, state) => sum + counts[state], 0)
  return { total, presence: counts, rows }
}

/** Every row that the filter shows, or only the named ones, in batches, in the order shown. */
export async function* streamSets(
  sql: Database,
  query: SetsExportQuery,
  now: number,
): AsyncGenerator<SetRow[]> {
  const batch = 1000
  const labels = query.labels?.split(',')
  const filter = labels ? sql`${where(sql, query)} and s.label = any(${labels}::text[])` : where(sql, query)
  for (let offset = 0; ; offset += batch) {
    const rows = await selectRows(sql, filter, order(sql, query), sql`limit ${batch} offset ${offset}`, now)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
  }
}

type Flat = Omit<SetRow, 'place'> & {
  placeCode: string | null
  name: string | null
  municipality: string | null
}

async function selectRows(
  sql: Database,
  filter: Fragment,
  ordering: Fragment,
  page: Fragment,
  now: number,
): Promise<SetRow[]> {
  const rows = await sql<Flat[]>`
    with page as (
      select s.label, s.kind, t.code as trajectory, l.code as place_code, l.name, l.municipality, d.device_no,
        coalesce(c.presence, 'unheard') as presence, c.presence_since, c.heard_at,
        coalesce(m.camera, 'unknown') as camera, m.interface, m.agent_version,
        coalesce(m.simulated, false) as simulated,
        row_number() over (${ordering}) as place
      from ${joined(sql)} where ${filter} ${ordering} ${page}
    )
    select p.label, p.kind, p.trajectory, p.place_code as "placeCode", p.name, p.municipality, p.presence,
      p.presence_since as "presenceSince", p.heard_at as "heardAt", p.camera, p.interface,
      p.agent_version as "agentVersion", p.simulated, r.rtt_p50_ms as "rttMs", r.loss_mean_percent as "lossPercent",
      r.measured_at as "measuredAt"
    from page p
    left join lateral (
      select rtt_p50_ms, loss_mean_percent, measured_at from reports
      where device_no = p.device_no and received_at > ${now - latestReportMs}
      order by received_at desc limit 1
    ) r on true
    order by p.place`
  return rows.map(({ placeCode, name, municipality, ...row }) => ({
    ...row,
    place: placeCode === null ? null : { code: placeCode, name, municipality },
  }))
}

async function countByPresence(sql: Database, query: SetsQuery): Promise<Record<PresenceState, number>> {
  const { presence: _, ...others } = query
  const rows = await sql<{ presence: PresenceState; sets: number }[]>`
    select coalesce(c.presence, 'unheard') as presence, count(*)::int4 as sets
    from ${joined(sql)} where ${where(sql, others)} group by 1`
  const found = new Map(rows.map(({ presence, sets }) => [presence, sets]))
  return Object.fromEntries(presenceStates.map(state => [state, found.get(state) ?? 0])) as Record<
    PresenceState,
    number
  >
}

function joined(sql: Database): Fragment {
  return sql`sets s
    left join devices d on d.set_id = s.id and d.live
    left join connections c on c.device_no = d.device_no
    left join summaries m on m.device_no = d.device_no
    left join pair_sets p on p.set_id = s.id and p.until_at is null
    left join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end`
}

function where(sql: Database, { q, kind, presence, camera, simulated, pair }: Filters): Fragment {
  const all: Fragment[] = [sql`true`]
  if (q) {
    const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    all.push(sql`(
      s.label ilike ${like} or t.code ilike ${like} or l.name ilike ${like} or l.municipality ilike ${like}
      or exists (select from components k where k.set_id = s.id and k.serial ilike ${like})
    )`)
  }
  if (kind) all.push(sql`s.kind = any(${kind.split(',')}::text[])`)
  if (presence) all.push(sql`coalesce(c.presence, 'unheard') = any(${presence.split(',')}::text[])`)
  if (camera) all.push(sql`coalesce(m.camera, 'unknown') = any(${camera.split(',')}::text[])`)
  if (simulated) all.push(sql`coalesce(m.simulated, false) = ${simulated === 'yes'}`)
  if (pair) all.push(sql`(p.id is not null) = ${pair === 'yes'}`)
  return all.reduce((left, right) => sql`${left} and ${right}`)
}

/** As a technician looks: what asks for a person comes first when states are sorted upwards. */
function order(
  sql: Database,
  { sort = 'label', direction = 'up' }: Pick<SetsQuery, 'sort' | 'direction'>,
): Fragment {
  const by: Record<SetSort, Fragment> = {
    label: sql`s.label`,
    kind: sql`s.kind`,
    presence: sql`array_position(array['lost', 'suspect', 'unheard', 'off', 'online'], coalesce(c.presence, 'unheard'))`,
    heard: sql`c.heard_at`,
    camera: sql`array_position(array['failed', 'absent', 'blocked', 'unknown', 'ok'], coalesce(m.camera, 'unknown'))`,
    trajectory: sql`t.code`,
    place: sql`l.name`,
  }
  const way = direction === 'down' ? sql`desc nulls last` : sql`asc nulls last`
  return sort === 'label' ? sql`order by s.label ${way}` : sql`order by ${by[sort]} ${way}, s.label`
}
