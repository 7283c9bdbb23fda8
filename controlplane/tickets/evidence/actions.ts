import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { Side } from '../symptom/rules.ts'
import {
  type Evidence,
  evidenceDays,
  evidenceFacts,
  evidenceMs,
  evidenceReadings,
  type SideEvidence,
} from './rules.ts'

type Serving = { side: Side; set: string; deviceNo: number }

/**
 * Keeps what both sides said in the ten minutes before the first symptom, and since. Of a ticket that is about no pair
 * and no set nothing is kept.
 */
export async function freezeEvidence(
  tx: Transaction,
  id: string,
  seenAt: number,
  now: number,
): Promise<void> {
  const serving = await findServing(tx, id)
  if (serving.length === 0) return
  const span = { from: seenAt - evidenceMs, until: now }
  const of = (side: Side) => serving.find(one => one.side === side)
  const [home, school] = await Promise.all([findSide(tx, of('home'), span), findSide(tx, of('school'), span)])
  const frozen: Evidence = { ...span, home, school }
  await tx`
    insert into ticket_evidence (ticket_id, at, frozen)
    values (${id}, ${seenAt}::timestamptz, ${tx.json(frozen as never)}) on conflict do nothing`
}

/** Both sides of its pair as they are served now, or its set alone. */
async function findServing(tx: Transaction, id: string): Promise<Serving[]> {
  return tx<Serving[]>`
    (select distinct on (p.side) p.side, s.label as set, d.device_no as "deviceNo"
    from tickets t join open_pairs p on p.trajectory_id = t.trajectory_id
    join sets s on s.id = p.set_id join live_devices d on d.set_id = s.id
    where t.id = ${id} order by p.side, p.from_at desc)
    union all
    select s.kind, s.label, d.device_no
    from tickets t join sets s on s.id = t.set_id join live_devices d on d.set_id = s.id
    where t.id = ${id} and t.trajectory_id is null`
}

type Span = { from: number; until: number }

async function findSide(
  tx: Transaction,
  serving: Serving | undefined,
  { from, until }: Span,
): Promise<SideEvidence | null> {
  if (!serving) return null
  const { set, deviceNo } = serving
  const presence = await tx<SideEvidence['presence']>`
    (select at, presence from presence_history
      where device_no = ${deviceNo} and at < ${from}::timestamptz order by at desc limit 1)
    union all
    (select at, presence from presence_history
      where device_no = ${deviceNo} and at >= ${from}::timestamptz and at <= ${until}::timestamptz order by at)`
  const facts = await tx<SideEvidence['facts']>`
    select h.measured_at as at, n.name, h.value from unnest(${[...evidenceFacts]}::text[]) as n(name)
    cross join lateral (
      (select measured_at, value, seq from fact_history h
        where h.device_no = ${deviceNo} and h.name = n.name and h.measured_at < ${from}::timestamptz
        order by measured_at desc, epoch desc, seq desc limit 1)
      union all
      (select measured_at, value, seq from fact_history h
        where h.device_no = ${deviceNo} and h.name = n.name and h.measured_at >= ${from}::timestamptz
          and h.measured_at <= ${until}::timestamptz)
    ) h order by h.measured_at, h.seq`
  const readings = await tx<SideEvidence['readings']>`
    select measured_at as at, ${tx(evidenceReadings)} from reports
    where device_no = ${deviceNo} and received_at >= ${from}::timestamptz and measured_at >= ${from}::timestamptz
      and measured_at <= ${until}::timestamptz
    order by measured_at`
  return { set, presence, facts, readings }
}

/** Forgets what was known then, once the reports of that time are forgotten. `now`: ms since 1970 UTC. */
export async function purgeEvidence(sql: Database, now: number): Promise<void> {
  await sql`delete from ticket_evidence where at < ${now - evidenceDays * 86_400_000}::timestamptz`
}
