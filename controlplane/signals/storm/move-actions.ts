import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { absorbTickets } from '../../tickets/join/actions.ts'
import { doWithIncident } from '../incident/actions.ts'
import type { IncidentRefusal } from '../incident/api.ts'

type Refused =
  | { ok: false; refusal: IncidentRefusal }
  | { ok: false; refusal: 'incident_no_pair'; where: string }
type Move = { trajectory: string; isIn: boolean }

/**
 * Puts a pair in a storm or takes it out, out of the storms inside it as well; the judge follows. What nobody touched of a
 * pair that is put in goes on in the ticket of the storm.
 */
export async function movePair(
  sql: Database,
  id: string,
  { trajectory, isIn }: Move,
  by: By,
): Promise<{ ok: true; changes: Changes } | Refused> {
  const [pair] = await sql`
    select from open_pairs p join trajectories t on t.id = p.trajectory_id where t.code = ${trajectory} limit 1`
  if (!pair) return { ok: false, refusal: 'incident_no_pair', where: trajectory }
  const tickets: string[] = []
  const outcome = await doWithIncident(sql, id, by, 'move', async (tx, { groupKey }) => {
    const inside = isIn
      ? []
      : await tx<{ id: string }[]>`
          select id from incidents where suppressed_by = ${groupKey} and subject = 'storms' and state <> 'resolved'`
    for (const incident of [id, ...inside.map(one => one.id)])
      await tx`
        insert into storm_moves (incident_id, trajectory, is_in, moved_by, moved_at)
        values (${incident}, ${trajectory}, ${isIn}, ${by.actor}, ${by.now}::timestamptz)
        on conflict (incident_id, trajectory) do update
          set is_in = excluded.is_in, moved_by = excluded.moved_by, moved_at = excluded.moved_at`
    if (isIn) tickets.push(...(await takeIn(tx, { id, groupKey, trajectory }, by.now)))
    return { act: 'incident_pair_moved', what: isIn ? 'moved_in' : 'moved_out', detail: { trajectory, isIn } }
  })
  if (!outcome.ok) return outcome
  const about = outcome.changes.incident
  const incident = Array.isArray(about) ? [...about, trajectory] : [trajectory]
  return { ok: true, changes: { incident, ticket: tickets } }
}

type Taking = { id: string; groupKey: string; trajectory: string }

/** The judge holds its subject while it looks at a pair. */
async function takeIn(tx: Transaction, { id, groupKey, trajectory }: Taking, now: number): Promise<string[]> {
  const subject = `trajectory:${trajectory}`
  await tx`select from judged_subjects where subject = ${subject} for no key update`
  const [storm] = await tx<
    { no: number }[]
  >`select max(no)::int4 as no from tickets where incident_id = ${id}`
  if (!storm?.no) return []
  const own = await tx<{ id: string }[]>`
    update incidents i set has_ticket = false, reason = 'suppressed', suppressed_by = ${groupKey} from tickets k
    where i.group_key = ${`${subject}/connection`} and i.state <> 'resolved' and i.has_ticket
      and k.incident_id = i.id and k.state = 'new' and k.acted_at is null
    returning k.id`
  return absorbTickets(
    tx,
    storm.no,
    own.map(one => one.id),
    now,
  )
}
