import type { ExpectationOf } from '../../devices/presence/actions.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { Parent } from '../incident/rules.ts'
import type { Counted } from './rules.ts'

/** The one subject of all storms: they are judged together. */
export const stormSubject = 'storms'

type Row = {
  label: string
  kind: SetKind
  location: string | null
  provider: string | null
  presence: PresenceState
  presenceSince: number | null
}

/** Every set that should be there now, and since when it is lost. `now`: ms since 1970 UTC. */
export async function findCounted(
  tx: Transaction,
  expectationOf: ExpectationOf,
  now: number,
): Promise<Counted[]> {
  const rows = await tx<Row[]>`
    select s.label, s.kind, l.code as location, l.provider, c.presence, c.presence_since as "presenceSince"
    from open_pairs p join sets s on s.id = p.set_id join live_devices d on d.set_id = s.id
    join connections c using (device_no) join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end`
  return rows
    .filter(({ label, kind }) => expectationOf({ label, kind }, now).expected)
    .map(({ label, location, provider, presence, presenceSince }) => {
      return { label, location, provider, lostSince: presence === 'lost' ? (presenceSince ?? now) : null }
    })
}

/** Whether any set is lost, or anything is kept of a storm: else there is nothing to judge. */
export async function mayStorm(sql: Database): Promise<boolean> {
  const [row] = await sql<{ may: boolean }[]>`
    select exists (select from connections where presence = 'lost')
      or exists (select from signals where subject = ${stormSubject})
      or exists (select from incidents where subject = ${stormSubject} and state <> 'resolved') as may`
  return row!.may
}

/** The labels of the sets that went in each storm that is on, by its key. */
export async function findMembers(tx: Transaction): Promise<Map<string, string[]>> {
  const rows = await tx<{ key: string; set: string }[]>`select group_key as key, set from storm_members`
  const byKey = Map.groupBy(rows, ({ key }) => key)
  return new Map([...byKey].map(([key, members]) => [key, members.map(({ set }) => set)]))
}

/** Storms that are on or ended after `since` (ms since 1970 UTC), by group key. */
export async function findStorms(sql: Database, since: number): Promise<Map<string, Parent>> {
  const rows = await sql<Parent[]>`
    select group_key as key, opened_at as since, resolved_at as "resolvedAt" from incidents
    where subject = ${stormSubject} and (state <> 'resolved' or resolved_at > ${since}::timestamptz)
    order by opened_at`
  return new Map(rows.map(row => [row.key, row]))
}
