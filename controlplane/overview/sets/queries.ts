import type { PendingQuery, Row } from 'postgres'
import type { PresenceState } from '../../devices/rules.ts'
import { presenceStates } from '../../devices/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { alikeOf } from '../../platform/postgres/folded.ts'
import { labelsMeant } from '../../sets/rules.ts'
import { findOutages } from '../../telemetry/line/queries.ts'
import { isLossOurs, type Outage } from '../../telemetry/line/rules.ts'
import { containing, wordsOf } from '../search/rules.ts'
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
  const page = sql`limit ${limit} offset ${offset}`
  const [rows, counts] = await Promise.all([
    selectRows(sql, { filter: where(sql, query), order: orderOf(sql, query), page }, now),
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
  const filter = whereExported(sql, query)
  for (let offset = 0; ; offset += batch) {
    const page = sql`limit ${batch} offset ${offset}`
    const rows = await selectRows(sql, { filter, order: orderOf(sql, query), page }, now)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
  }
}

/** How many rows `streamSets` gives. */
export async function countExported(sql: Database, query: SetsExportQuery): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from listed_sets s where ${whereExported(sql, query)}`
  return row!.rows
}

function whereExported(sql: Database, query: SetsExportQuery): Fragment {
  const labels = query.labels?.split(',')
  return labels ? sql`${where(sql, query)} and s.label = any(${labels}::text[])` : where(sql, query)
}

type Flat = Omit<SetRow, 'place'> & {
  seconds: number | null
  placeCode: string | null
  name: string | null
  municipality: string | null
}

/** The page is chosen by names alone, from the kept list unless it is in the order of hearing, and only then joined. */
async function selectRows(
  sql: Database,
  { filter, order, page }: { filter: Fragment; order: Order; page: Fragment },
  now: number,
): Promise<SetRow[]> {
  const heard = sql`left join connections c on c.device_no = s.device_no`
  const outages = findOutages(sql, { from: now - latestReportMs, until: now })
  const rows = await sql<Flat[]>`
    with page as materialized (
      select s.set_id from listed_sets s ${order.needsHeard ? heard : sql``} where ${filter}
      order by ${order.by} ${order.way}, s.label ${page}
    )
    select s.label, s.kind, s.trajectory, s.place_code as "placeCode", s.place_name as name,
      s.place_municipality as municipality, s.presence, s.presence_since as "presenceSince", c.heard_at as "heardAt",
      s.camera, s.interface, s.agent_version as "agentVersion", s.simulated, r.rtt_p50_ms as "rttMs",
      r.loss_mean_percent as "lossPercent", r.measured_at as "measuredAt", r.seconds, s.device, f.value #>> '{}' as door,
      k.not_after as "certificateUntil"
    from page join listed_sets s using (set_id) ${heard}
    left join lateral (
      select rtt_p50_ms, loss_mean_percent, measured_at, seconds from reports
      where device_no = s.device_no and received_at > ${now - latestReportMs} and received_at <= ${now}
      order by received_at desc limit 1
    ) r on true
    left join facts f on f.device_no = s.device_no and f.name = 'door'
    left join lateral (
      select not_after from certificates where device_no = s.device_no and connected_at is not null
      order by issued_at desc limit 1
    ) k on true
    order by ${order.by} ${order.way}, s.label`
  const ours = await outages
  return rows.map(({ placeCode, name, municipality, seconds, ...row }) => ({
    ...row,
    lossPercent: isOurs({ ...row, seconds }, ours) ? null : row.lossPercent,
    place: placeCode === null ? null : { code: placeCode, name, municipality },
  }))
}

function isOurs({ measuredAt, seconds }: Pick<Flat, 'measuredAt' | 'seconds'>, ours: Outage[]): boolean {
  return measuredAt !== null && seconds !== null && isLossOurs({ measuredAt, seconds }, ours)
}

async function countByPresence(sql: Database, query: Asked): Promise<Record<PresenceState, number>> {
  const { presence: _, ...others } = query
  const rows = await sql<{ presence: PresenceState; sets: number }[]>`
    select s.presence, count(*)::int4 as sets from listed_sets s where ${where(sql, others)} group by 1`
  const found = new Map(rows.map(({ presence, sets }) => [presence, sets]))
  return Object.fromEntries(presenceStates.map(state => [state, found.get(state) ?? 0])) as Record<
    PresenceState,
    number
  >
}

function where(sql: Database, filters: Filters): Fragment {
  const { q, kind, presence, camera, device, simulated, pair, ofCounsellor } = filters
  const all: Fragment[] = [sql`true`]
  if (ofCounsellor) all.push(sql`s.counsellor_id = ${ofCounsellor}`)
  if (q?.trim()) all.push(isMeant(sql, q))
  if (kind) all.push(sql`s.kind = any(${kind.split(',')}::text[])`)
  if (presence) all.push(sql`s.presence = any(${presence.split(',')}::text[])`)
  if (camera) all.push(sql`s.camera = any(${camera.split(',')}::text[])`)
  if (device) all.push(sql`coalesce(s.device, 'none') = any(${device.split(',')}::text[])`)
  if (simulated) all.push(sql`s.simulated = ${simulated === 'yes'}`)
  if (pair) all.push(sql`(s.trajectory is not null) = ${pair === 'yes'}`)
  return all.reduce((left, right) => sql`${left} and ${right}`)
}

/** Whether a row `s` of the kept list is what was typed: by a short label, or with every word in it. */
export function isMeant(sql: Database, typed: string): Fragment {
  const words = wordsOf(typed)
  if (words.length === 0) return sql`false`
  const hasAll = words.map(word => {
    const short = labelsMeant(word)
    const isIn = sql`s.words like ${containing(alikeOf(word))}`
    return short.length === 0 ? isIn : sql`(${isIn} or s.label = any(${short}::text[]))`
  })
  const every = hasAll.reduce((left, right) => sql`${left} and ${right}`, sql`true`)
  return words.length < 2 ? every : sql`((${every}) or s.label = any(${labelsMeant(typed)}::text[]))`
}

type Order = { by: Fragment; way: Fragment; needsHeard: boolean }

/** As a technician looks: what asks for a person comes first when states are sorted upwards. */
function orderOf(
  sql: Database,
  { sort = 'label', direction = 'up' }: Pick<SetsQuery, 'sort' | 'direction'>,
): Order {
  const by: Record<SetSort, Fragment> = {
    label: sql`s.label`,
    kind: sql`s.kind`,
    presence: sql`case s.presence when 'lost' then 1 when 'suspect' then 2 when 'degraded' then 3 when 'unheard' then 4
      when 'off' then 5 when 'online' then 6 end`,
    heard: sql`c.heard_at`,
    camera: sql`case s.camera when 'failed' then 1 when 'absent' then 2 when 'blocked' then 3 when 'unknown' then 4
      when 'ok' then 5 end`,
    trajectory: sql`s.trajectory`,
    place: sql`s.place_name`,
  }
  const way = direction === 'down' ? sql`desc nulls last` : sql`asc nulls last`
  return { by: by[sort], way, needsHeard: sort === 'heard' }
}
