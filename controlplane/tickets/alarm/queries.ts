import type { LinkLanguage } from '../../people/link/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { AlarmStep } from './rules.ts'

/** Of one turn. */
const ticketsMax = 100

/** What is urgent and nobody has. `since`: since when both hold, ms since 1970 UTC; `told`: who heard of it since then. */
export type Unclaimed = { id: string; no: number; since: number; told: AlarmStep[] }

export async function findUnclaimed(sql: Database): Promise<Unclaimed[]> {
  return sql<Unclaimed[]>`
    with urgent as (
      select t.id, t.no, greatest(t.changed_at, (
        select max(e.at) from ticket_events e
        where e.ticket_id = t.id and e.kind = 'raised' and (e.detail ->> 'to')::int = 1
      )) as since
      from tickets t where t.state = 'new' and t.priority = 1
    )
    select u.id, u.no, u.since, coalesce(
      (select array_agg(a.step) from ticket_alarms a where a.ticket_id = u.id and a.since_at >= u.since), '{}'
    ) as told
    from urgent u order by u.since limit ${ticketsMax}`
}

/** Whether somebody took the ticket of this subject (`ticket:12`) meanwhile, or it is not that urgent any more. */
export async function isAlarmOver(sql: Database, subject: string): Promise<boolean> {
  const no = /^ticket:(\d{1,12})$/.exec(subject)?.[1]
  if (no === undefined) return false
  const [over] = await sql`
    select from tickets where no = ${Number(no)} and (state <> 'new' or priority > 1)`
  return over !== undefined
}

/** Somebody who is told, and in which language mails are. */
export type Told = { account: string; language: LinkLanguage }

/** Who is on duty now, and who leads. `now`: ms since 1970 UTC. */
export async function findToTell(sql: Database, now: number): Promise<Record<AlarmStep, Told[]>> {
  const rows = await sql<(Told & { isOnDuty: boolean; isLead: boolean })[]>`
    select a.id as account, a.language, 'lead' = any(a.roles) as "isLead", exists (
      select from duties d
      where d.account_id = a.id and d.starts_at <= ${now}::timestamptz and d.ends_at > ${now}::timestamptz
    ) as "isOnDuty"
    from accounts a where a.disabled_at is null`
  const having = (wanted: 'isOnDuty' | 'isLead') =>
    rows.filter(row => row[wanted]).map(({ account, language }) => ({ account, language }))
  return { duty: having('isOnDuty'), lead: having('isLead') }
}
