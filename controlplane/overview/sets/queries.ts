import type { PendingQuery, Row } from 'postgres'
import type { PresenceState } from '../../devices/rules.ts'
import { presenceStates } from '../../devices/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { SetRow, SetSort, SetsExportQuery, SetsPage, SetsQuery } from './api.ts'

type Filters = Pick<SetsQuery, 'q' | 'kind' | 'presence' | 'camera' | 'device' | 'simulated' | 'pair'> & {
  /** Only the sets of this counsellor's trajectories; undefined: every set. */
  ofCounsellor?: string | undefined
}
type Asked = SetsQuery & Filters
type Fragment = PendingQuery<Row[]>

/** How far back the last report of a listed set is looked for: older is not "now" any more. */
const latestReportMs = 2 * 3_600_000
const defaultLimit = 100

/** A page of the list, the number of all matches, and how the matches of the other filters divide by presence. */
export async function findSets(sql: Database, query: Asked, now: number): Promise<Omit<SetsPage, 'at'>> {
  const limit = Number(query.limit ?? defaultLimit)
  const offset = Number(query.offset ?? 0)
  const selected = { filter: where(sql, query), order: orderOf(sql, query) }
  const needed = partsNeeded(query)
  const [rows, counts] = await Promise.all([
    selectRows(sql, { ...selected, page: sql`limit ${limit} offset ${offset}` }, needed, now),
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
  const needed = partsNeeded(query)
  const filter = labels ? sql`${where(sql, query)} and s.label = any(${labels}::text[])` : where(sql, query)
  for (let offset = 0; ; offset += batch) {
    const page = sql`limit ${batch} offset ${offset}`
    const rows = await selectRows(sql, { filter, order: orderOf(sql, query), page }, needed, now)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
  }
}

type Flat = Omit<SetRow, 'place'> & {
  placeCode: string | null
  name: string | null
  municipality: string | null
}

/**
 * The page is chosen with the tables that the filter and the order need, and only its rows are joined with the rest.
 */
async function selectRows(
  sql: Database,
  { filter, order, page }: { filter: Fragment; order: Order; page: Fragment },
  needed: ReadonlySet<Part>,
  now: number,
): Promise<SetRow[]> {
  const rows = await sql<Flat[]>`
    with page as materialized (
      select s.id, ${order.by} as by from ${joined(sql, needed)} where ${filter}
      order by ${order.by} ${order.way}, s.label ${page}
    )
    select s.label, s.kind, t.code as trajectory, l.code as "placeCode", l.name, l.municipality,
      coalesce(c.presence, 'unheard') as presence, c.presence_since as "presenceSince", c.heard_at as "heardAt",
      coalesce(m.camera, 'unknown') as camera, m.interface, m.agent_version as "agentVersion",
      coalesce(m.simulated, false) as simulated, r.rtt_p50_ms as "rttMs", r.loss_mean_percent as "lossPercent",
      r.measured_at as "measuredAt", d.state as device, f.value #>> '{}' as door, k.not_after as "certificateUntil"
    from ${joined(sql, allParts)} join page on page.id = s.id
    left join lateral (
      select rtt_p50_ms, loss_mean_percent, measured_at from reports
      where device_no = d.device_no and received_at > ${now - latestReportMs} and received_at <= ${now}
      order by received_at desc limit 1
    ) r on true
    left join facts f on f.device_no = d.device_no and f.name = 'door'
    left join lateral (
      select not_after from certificates where device_no = d.device_no and connected_at is not null
      order by issued_at desc limit 1
    ) k on true
    order by page.by ${order.way}, s.label`
  return rows.map(({ placeCode, name, municipality, ...row }) => ({
    ...row,
    place: placeCode === null ? null : { code: placeCode, name, municipality },
  }))
}

async function countByPresence(sql: Database, query: Asked): Promise<Record<PresenceState, number>> {
  const { presence: _, ...others } = query
  const needed = new Set<Part>(['device', ...partsOf(others)])
  const rows = await sql<{ presence: PresenceState; sets: number }[]>`
    select coalesce(c.presence, 'unheard') as presence, count(*)::int4 as sets
    from ${joined(sql, needed)} where ${where(sql, others)} group by 1`
  const found = new Map(rows.map(({ presence, sets }) => [presence, sets]))
  return Object.fromEntries(presenceStates.map(state => [state, found.get(state) ?? 0])) as Record<
    PresenceState,
    number
  >
}

/** What hangs on a set; each costs, so that only what is asked for is joined. */
type Part = 'device' | 'summary' | 'pair' | 'place'
const allParts: ReadonlySet<Part> = new Set(['device', 'summary', 'pair', 'place'])

const partOfSort: Record<SetSort, Part[]> = {
  label: [],
  kind: [],
  presence: ['device'],
  heard: ['device'],
  camera: ['device', 'summary'],
  trajectory: ['pair'],
  place: ['pair', 'place'],
}

function partsNeeded(query: Filters & Pick<SetsQuery, 'sort'>): Set<Part> {
  return new Set([...partsOf(query), ...partOfSort[query.sort ?? 'label']])
}

function partsOf({ presence, camera, device, simulated, pair, ofCounsellor }: Filters): Part[] {
  return [
    ...(presence || device ? (['device'] as const) : []),
    ...(camera || simulated ? (['device', 'summary'] as const) : []),
    ...(pair || ofCounsellor ? (['pair'] as const) : []),
  ]
}

function joined(sql: Database, parts: ReadonlySet<Part>): Fragment {
  const when = (part: Part, join: Fragment) => (parts.has(part) ? join : sql``)
  return sql`sets s
    ${when(
      'device',
      sql`left join devices d on d.set_id = s.id and d.live left join connections c on c.device_no = d.device_no`,
    )}
    ${when('summary', sql`left join summaries m on m.device_no = d.device_no`)}
    ${when(
      'pair',
      sql`left join pair_sets p on p.set_id = s.id and p.until_at is null left join trajectories t on t.id = p.trajectory_id`,
    )}
    ${when(
      'place',
      sql`left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end`,
    )}`
}

function where(sql: Database, filters: Filters): Fragment {
  const { q, kind, presence, camera, device, simulated, pair, ofCounsellor } = filters
  const all: Fragment[] = [sql`true`]
  if (ofCounsellor) all.push(sql`t.counsellor_id = ${ofCounsellor}`)
  if (q) all.push(sql`s.id in (${found(sql, q)})`)
  if (kind) all.push(sql`s.kind = any(${kind.split(',')}::text[])`)
  if (presence) all.push(sql`coalesce(c.presence, 'unheard') = any(${presence.split(',')}::text[])`)
  if (camera) all.push(sql`coalesce(m.camera, 'unknown') = any(${camera.split(',')}::text[])`)
  if (device) all.push(sql`coalesce(d.state, 'none') = any(${device.split(',')}::text[])`)
  if (simulated) all.push(sql`coalesce(m.simulated, false) = ${simulated === 'yes'}`)
  if (pair) all.push(sql`(p.id is not null) = ${pair === 'yes'}`)
  return all.reduce((left, right) => sql`${left} and ${right}`)
}

/** The sets that a word finds: by label, serial, trajectory or place, each looked up by its own index. */
export function found(sql: Database, q: string): Fragment {
  const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`
    select id from sets where label ilike ${like}
    union all
    select set_id from components where serial ilike ${like}
    union all
    select p.set_id from trajectories t join pair_sets p on p.trajectory_id = t.id
    where p.until_at is null and t.code ilike ${like}
    union all
    select p.set_id from pair_sets p join trajectories t on t.id = p.trajectory_id
    where p.until_at is null
      and case p.side when 'home' then t.home_location_id else t.school_location_id end in (
        select id from locations where name ilike ${like} or municipality ilike ${like}
      )`
}

type Order = { by: Fragment; way: Fragment }

/** As a technician looks: what asks for a person comes first when states are sorted upwards. */
function orderOf(
  sql: Database,
  { sort = 'label', direction = 'up' }: Pick<SetsQuery, 'sort' | 'direction'>,
): Order {
  const by: Record<SetSort, Fragment> = {
    label: sql`s.label`,
    kind: sql`s.kind`,
    presence: sql`array_position(array['lost', 'suspect', 'degraded', 'unheard', 'off', 'online'], coalesce(c.presence, 'unheard'))`,
    heard: sql`c.heard_at`,
    camera: sql`array_position(array['failed', 'absent', 'blocked', 'unknown', 'ok'], coalesce(m.camera, 'unknown'))`,
    trajectory: sql`t.code`,
    place: sql`l.name`,
  }
  return { by: by[sort], way: direction === 'down' ? sql`desc nulls last` : sql`asc nulls last` }
}
