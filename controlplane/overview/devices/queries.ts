import type { PendingQuery, Row } from 'postgres'
import type { Database } from '../../platform/postgres/database.ts'
import { deviceConcerns, devicesPageMax } from '../list/rules.ts'
import { isMeant } from '../sets/queries.ts'
import type { DeviceRow, DevicesPage, DevicesQuery } from './api.ts'

type Fragment = PendingQuery<Row[]>
type Concern = (typeof deviceConcerns)[number]

/** A certificate that ends sooner than this asks for a look: renewal should have come by then. */
const endingMs = 7 * 86_400_000

/** Sets by label, with the device on them and what is to be decided about it. `now` in ms since 1970 UTC. */
export async function findDevices(
  sql: Database,
  { q, concern, offset }: DevicesQuery,
  now: number,
): Promise<Omit<DevicesPage, 'at'>> {
  const matching = !q?.trim()
    ? sql`true`
    : sql`s.id in (select s.set_id from listed_sets s where ${isMeant(sql, q)})`
  const filter = concern === undefined ? matching : sql`${matching} and ${concerning(sql, now)[concern]}`
  const page = sql`limit ${devicesPageMax} offset ${Number(offset ?? 0)}`
  const [rows, { total, ...concerns }] = await Promise.all([
    selectRows(sql, filter, page, now),
    countConcerns(sql, matching, now),
  ])
  return { total: concern === undefined ? total : concerns[concern], concerns, rows }
}

/** When a set `s` with its live device `d` has a concern. */
function concerning(sql: Database, now: number): Record<Concern, Fragment> {
  return {
    questioned: sql`d.state = 'questioned'`,
    ending: sql`d.device_no in (
      select device_no from certificates k where ${inUse(sql)} and k.not_after < ${now + endingMs}::timestamptz)`,
    none: sql`d.device_no is null`,
    code: sql`s.id in (select set_id from enrolment_tokens t where ${unused(sql, now)})`,
  }
}

/** The certificate with which a device comes in: its successor has not connected yet. */
const inUse = (sql: Database) => sql`k.connected_at is not null and k.replaced_at is null`
const unused = (sql: Database, now: number) =>
  sql`t.used_at is null and t.revoked_at is null and t.expires_at > ${now}::timestamptz`

async function countConcerns(
  sql: Database,
  matching: Fragment,
  now: number,
): Promise<Record<Concern | 'total', number>> {
  const when = concerning(sql, now)
  const counts = deviceConcerns.map(
    concern => sql`count(*) filter (where ${when[concern]})::int4 as ${sql(concern)},`,
  )
  const [row] = await sql<Record<Concern | 'total', number>[]>`
    select ${counts} count(*)::int4 as total
    from sets s left join live_devices d on d.set_id = s.id where ${matching}`
  return row!
}

type Flat = Omit<DeviceRow, 'device'> & { [Part in keyof NonNullable<DeviceRow['device']>]: unknown }

/** The page is chosen first, and only its rows are joined with the rest. */
async function selectRows(
  sql: Database,
  filter: Fragment,
  page: Fragment,
  now: number,
): Promise<DeviceRow[]> {
  const rows = await sql<Flat[]>`
    with page as materialized (
      select s.id, s.label, s.kind, d.device_no, d.id as device_id, d.state, d.registered_at
      from sets s left join live_devices d on d.set_id = s.id
      where ${filter} order by s.label ${page}
    )
    select s.label, s.kind, t.code as trajectory, s.device_id as id, s.state, s.registered_at as "registeredAt",
      coalesce(c.presence, 'unheard') as presence,
      (select max(k.not_after) from certificates k where k.device_no = s.device_no and ${inUse(sql)})
        as "certificateUntil",
      (select max(t.expires_at) from enrolment_tokens t where t.set_id = s.id and ${unused(sql, now)})
        as "codeUntil"
    from page s
    left join connections c on c.device_no = s.device_no
    left join open_pairs p on p.set_id = s.id
    left join trajectories t on t.id = p.trajectory_id
    order by s.label`
  return rows.map(({ id, state, registeredAt, presence, ...row }) => ({
    ...row,
    device: id === null ? null : ({ id, state, registeredAt, presence } as NonNullable<DeviceRow['device']>),
  }))
}
