import type { PendingQuery, Row } from 'postgres'
import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { stormSubject } from '../storm/queries.ts'
import { aboutOf } from './about-rules.ts'
import type { Affected, IncidentDetail, IncidentNow, SignalNow } from './api.ts'
import { incidentCommands, stateAt, whyNotDo } from './moves-rules.ts'

type Parts = { sql: Database; personal: PersonalData }
type Asker = { actor: string; now: number; isWall: boolean }

/** Of one answer. */
const incidentsMax = 1000
const affectedMax = 2000
/** What ended longer ago is no part of a list. */
const overMs = 31 * 86_400_000

/** Whether it is about a trajectory, or a set of one, of this counsellor. */
export async function isIncidentOf(sql: Database, id: string, counsellor: string): Promise<boolean> {
  const [row] = await sql`select from incidents i where i.id = ${id} and ${isOwn(sql, counsellor)}`
  return row !== undefined
}

function isOwn(sql: Database, counsellor: string) {
  return sql`i.subject in (
    select 'trajectory:' || code from trajectories where counsellor_id = ${counsellor}
    union all
    select 'set:' || s.label from open_pairs p join sets s on s.id = p.set_id
    join trajectories t on t.id = p.trajectory_id where t.counsellor_id = ${counsellor}
  )`
}

/** What is on, storms first, then what is most urgent; or with what is over, the last that began first. */
export async function findIncidents(
  parts: Parts,
  { own, stormsOnly, withOver }: { own: string | undefined; stormsOnly: boolean; withOver: boolean },
  asker: Asker,
): Promise<{ total: number; rows: IncidentNow[] }> {
  const { sql } = parts
  const over = sql`or i.resolved_at > ${asker.now - overMs}::timestamptz`
  const which = sql`(i.state <> 'resolved' ${withOver ? over : sql``})
    ${own === undefined ? sql`` : sql`and ${isOwn(sql, own)}`}
    ${stormsOnly ? sql`and i.subject = ${stormSubject}` : sql``}`
  const [rows, [count]] = await Promise.all([
    selectIncidents(sql, which, withOver),
    sql<{ total: number }[]>`select count(*)::int4 as total from incidents i where ${which}`,
  ])
  return { total: count!.total, rows: await told(parts, rows, asker) }
}

/** Undefined: there is none with this id. */
export async function findIncident(
  parts: Parts,
  id: string,
  asker: Asker,
): Promise<Omit<IncidentDetail, 'at'> | undefined> {
  const { sql } = parts
  const [row] = await selectIncidents(sql, sql`i.id = ${id}`)
  if (!row) return undefined
  const isStorm = row.subject === stormSubject
  const [[incident], signals, affected] = await Promise.all([
    told(parts, [row], asker),
    findSignals(sql, row),
    isStorm ? findAffected(sql, id) : [],
  ])
  const isActive = signals.some(({ state }) => state === 'active')
  const known = { ...row, isActive, isStorm }
  const commands = incidentCommands.map(command => {
    return { command, refusal: whyNotDo(command, known, asker) ?? null }
  })
  return { incident: incident!, signals, affected, commands }
}

type Found = Omit<IncidentNow, 'about' | 'owner' | 'mutedBy' | 'isStorm'> & {
  groupKey: string
  subject: string
  owner: string | null
  mutedBy: string | null
}

function selectIncidents(sql: Database, which: PendingQuery<Row[]>, isByBegin = false): Promise<Found[]> {
  const first = isByBegin
    ? sql`i.opened_at desc, i.id`
    : sql`(i.subject = ${stormSubject}) desc, i.severity nulls last, i.opened_at, i.id`
  return sql<Found[]>`
    select i.id, i.group_key as "groupKey", i.subject, i.family, i.symptom, i.state, i.severity,
      i.opened_at as "openedAt", i.resolved_at as "resolvedAt", i.acknowledged_by as owner,
      i.acknowledged_until as "acknowledgedUntil", i.muted_by as "mutedBy", i.muted_until as "mutedUntil",
      i.is_muted_until_healed as "isMutedUntilHealed", i.is_maintenance as "isMaintenance",
      i.suppressed_by as "suppressedBy", i.reason, i.reopened,
      (select max(t.no) from tickets t where t.incident_id = i.id) as ticket,
      (select count(*)::int4 from incident_sets m where m.incident_id = i.id) as sets,
      (
        select count(*)::int4 from incidents o where o.suppressed_by = i.group_key and o.state <> 'resolved'
      ) as suppresses,
      (
        select jsonb_build_object('code', l.code, 'name', l.name, 'municipality', l.municipality) from locations l
        where i.subject = ${stormSubject} and 'location:' || l.code || '/storm' = i.group_key
      ) as place
    from incidents i where ${which}
    order by ${first} limit ${incidentsMax}`
}

async function told({ sql, personal }: Parts, rows: readonly Found[], { now, isWall }: Asker) {
  const people = rows.flatMap(({ owner, mutedBy }) => [owner, mutedBy].filter(one => one !== null))
  const names = isWall ? new Map<string, string>() : await findFirstNames(sql, personal, [...new Set(people)])
  const person = (account: string | null) =>
    account === null || isWall ? null : { account, firstName: names.get(account) ?? '' }
  return rows.map(({ groupKey, subject, owner, mutedBy, ...row }): IncidentNow => {
    const state = stateAt(row, now)
    return {
      ...row,
      state,
      about: aboutOf(groupKey),
      isStorm: subject === stormSubject,
      owner: state === 'acknowledged' ? person(owner) : null,
      acknowledgedUntil: state === 'acknowledged' ? row.acknowledgedUntil : null,
      mutedBy: person(mutedBy),
      suppressedBy: row.suppressedBy && aboutOf(row.suppressedBy).name,
    }
  })
}

function findSignals(
  sql: Database,
  { subject, groupKey }: Pick<Found, 'subject' | 'groupKey'>,
): Promise<SignalNow[]> {
  return sql<SignalNow[]>`
    select rule, symptom, set, side, state, since, priority, entries, evidence from signals s
    where s.subject = ${subject} and s.state <> 'quiet' and ${groupKey} =
      case when s.subject = ${stormSubject} then s.key else s.subject || '/' || s.family end
    order by priority nulls last, since, key`
}

/** What went in a storm, what did not come back first. */
function findAffected(sql: Database, id: string): Promise<Affected[]> {
  return sql<Affected[]>`
    select t.code as trajectory, s.label as set, coalesce(p.side, s.kind) as side, m.lost_at as "lostAt", c.presence,
      coalesce(c.presence <> 'lost', false) as "isBack",
      case when l.id is not null then
        jsonb_build_object('code', l.code, 'name', l.name, 'municipality', l.municipality)
      end as place
    from incident_sets m join sets s on s.label = m.set
    left join open_pairs p on p.set_id = s.id left join trajectories t on t.id = p.trajectory_id
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    left join live_devices d on d.set_id = s.id left join connections c using (device_no)
    where m.incident_id = ${id} order by "isBack", t.code, s.label limit ${affectedMax}`
}
