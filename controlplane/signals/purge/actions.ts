import type { Database } from '../../platform/postgres/database.ts'

const dayMs = 86_400_000
/** So long it is kept why somebody was called; days. */
const decisionDays = 395
/** What serves nobody any more is looked at no more: what was held of it says nothing after this; ms. */
const unseenMs = 7 * dayMs

/** Forgets decisions and what is long over, and what is held of what nobody looks at any more. `now`: ms since 1970 UTC. */
export async function purgeSignals(sql: Database, now: number): Promise<void> {
  const before = now - decisionDays * dayMs
  await sql`delete from decisions where decided_at < ${before}::timestamptz`
  await sql`delete from maintenances where until_at < ${before}::timestamptz`
  await sql`
    delete from incidents i where i.resolved_at < ${before}::timestamptz and i.state = 'resolved'
      and not exists (select from tickets t where t.incident_id = i.id)`
  await sql`
    delete from storm_members m where not exists (
      select from incidents i where i.group_key = m.group_key and i.state <> 'resolved'
    ) and m.lost_at < ${now - dayMs}::timestamptz`
  const unseen = sql`select subject from judged_subjects where judged_at < ${now - unseenMs}::timestamptz`
  await sql`delete from signals where subject in (${unseen})`
  await sql`
    delete from judged_subjects j where j.subject in (${unseen})
      and not exists (select from incidents i where i.subject = j.subject and i.state <> 'resolved')`
}
