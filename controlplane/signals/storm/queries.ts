import type { ExpectationOf } from '../../devices/presence/actions.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import { brokeAt } from '../known/set-rules.ts'
import { aliveUntil } from '../subject/rules.ts'
import type { Counted, Storm } from './rules.ts'

/** The one subject of all storms: they are judged together. */
export const stormSubject = 'storms'

type Row = {
  label: string
  kind: SetKind
  location: string | null
  provider: string | null
  presence: PresenceState
  presenceSince: number | null
  heardAt: number | null
  brokeAt: number | null
  cause: string | null
}

/** Every set that should be there now, and until when a lost one was known to be there. `now`: ms since 1970 UTC. */
export async function findCounted(
  tx: Transaction,
  expectationOf: ExpectationOf,
  now: number,
): Promise<Counted[]> {
  const rows = await tx<Row[]>`
    select s.label, s.kind, l.code as location, l.provider, c.presence, c.presence_since as "presenceSince",
      c.heard_at as "heardAt", b.at as "brokeAt", b.cause
    from open_pairs p join sets s on s.id = p.set_id join live_devices d on d.set_id = s.id
    join connections c using (device_no) join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    left join lateral (
      select at, cause from presence_history h
      where c.presence = 'lost' and h.device_no = d.device_no and h.presence = 'suspect' order by at desc limit 1
    ) b on true`
  return rows
    .filter(({ label, kind }) => expectationOf({ label, kind }, now).expected)
    .map(row => {
      const { label, location, provider, presence } = row
      return { label, location, provider, lostSince: presence === 'lost' ? lostSince(row, now) : null }
    })
}

function lostSince({ heardAt, brokeAt: at, cause, presence, presenceSince }: Row, now: number): number {
  const last = at === null ? undefined : { at, cause: cause ?? '' }
  return aliveUntil({ heardAt, brokeAt: brokeAt({ presence, heardAt }, last) }) ?? presenceSince ?? now
}

/** Whether any set is lost, or anything is kept of a storm: else there is nothing to judge. */
export async function mayStorm(sql: Database): Promise<boolean> {
  const [row] = await sql<{ may: boolean }[]>`
    select exists (select from connections where presence = 'lost')
      or exists (select from judged_subjects where subject = ${stormSubject} and due_at is not null)
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

/**
 * The sets that went in a storm, by the id of its incident, and those on the other side of their pairs, but for what a
 * person took out; in one order, so that two who tell at once wait for each other and no more.
 */
export async function findConcerned(sql: Database | Transaction, id: string): Promise<string[]> {
  const rows = await sql<{ set: string }[]>`
    with went as (
      select s.id, s.label from incident_sets w join sets s on s.label = w.set where w.incident_id = ${id}
    ), pairs as (
      select p.trajectory_id from went join open_pairs p on p.set_id = went.id
      union select t.id from storm_moves v join trajectories t on t.code = v.trajectory
      where v.incident_id = ${id} and v.is_in
    ), taken_out as (
      select t.id from storm_moves v join trajectories t on t.code = v.trajectory
      where v.incident_id = ${id} and not v.is_in
    )
    select s.label as set from pairs join open_pairs p using (trajectory_id) join sets s on s.id = p.set_id
    where p.trajectory_id not in (select id from taken_out)
    union
    select label from went where not exists (select from open_pairs p where p.set_id = went.id)
    order by 1`
  return rows.map(({ set }) => set)
}

/** Storms that are on or ended after `since` (ms since 1970 UTC), by group key. */
export async function findStorms(sql: Database, since: number): Promise<Map<string, Storm>> {
  const rows = await sql<Storm[]>`
    select group_key as key, opened_at as since, resolved_at as "resolvedAt",
      (select jsonb_object_agg(trajectory, is_in) from storm_moves m where m.incident_id = i.id) as moved
    from incidents i
    where subject = ${stormSubject} and (state <> 'resolved' or resolved_at > ${since}::timestamptz)
    order by opened_at`
  return new Map(rows.map(row => [row.key, row]))
}
