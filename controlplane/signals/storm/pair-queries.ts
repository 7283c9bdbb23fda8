import type { MessageAnswer } from '../../../protocol/message.ts'
import { findVerdicts } from '../../calls/verdict/queries.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { minutesAtRisk } from '../../tickets/risk/rules.ts'
import { askingStates } from '../../tickets/rules.ts'
import type { Side } from '../../tickets/symptom/rules.ts'
import { stateAt } from '../incident/moves-rules.ts'
import type { IncidentState } from '../incident/rules.ts'
import type { StormPair, StormPairs, StormTold } from './api.ts'
import { byNeed, isGone, isWaiting } from './pair-rules.ts'
import { findConcerned, stormSubject } from './queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  lessons: Pick<LessonClock, 'catchUp' | 'statusOf' | 'lessonAround' | 'nextLesson'>
}
type Asker = { now: number; isWall: boolean }

/** Of one answer. */
const pairsMax = 2000
const toldMax = 50

/** The pairs that a storm concerns as they are now, what asks first first, and what was told to all of them. */
export async function findStormPairs(
  parts: Parts,
  id: string,
  { now, isWall }: Asker,
): Promise<StormPairs | { ok: false; refusal: 'unknown_incident' }> {
  const { sql, personal, lessons } = parts
  const [storm] = await sql<{ groupKey: string; subject: string }[]>`
    select group_key as "groupKey", subject from incidents where id = ${id}`
  if (!storm) return { ok: false, refusal: 'unknown_incident' }
  if (storm.subject !== stormSubject) return { at: now, minutesAtRisk: 0, tells: 0, pairs: [], told: [] }
  const moved = await findMoved(sql, id)
  const sides = await findSides(sql, { id, groupKey: storm.groupKey, moved })
  const codes = [...new Set(sides.map(({ trajectory }) => trajectory))]
  const [verdicts, tickets, incidents, told, concerned] = await Promise.all([
    findVerdicts(sql, codes),
    findTickets(sql, codes),
    findOwnIncidents(sql, codes),
    findTold(sql, id),
    findConcerned(sql, id),
    lessons.catchUp(),
  ])
  const owners = [...tickets, ...incidents].flatMap(({ owner }) => owner ?? [])
  const nameOf = await namesIn({ sql, personal, isWall }, [...owners, ...told.map(({ by }) => by)])
  const pairs = [...Map.groupBy(sides, ({ trajectory }) => trajectory)].map(
    ([trajectory, sets]): StormPair => {
      const said = verdicts.find(({ code }) => code === trajectory)
      const ticket = tickets.find(one => one.trajectory === trajectory)
      const incident = incidents.find(one => one.subject === `trajectory:${trajectory}`)
      const lesson = lessons.statusOf(trajectory, now)
      const pair = {
        trajectory,
        place: placeOf(sets.find(({ side }) => side === 'school') ?? sets[0]!),
        sets: sets.map(setOf),
        verdict: said ? { verdict: said.verdict, side: said.side, since: said.since } : null,
        lesson,
        nextLesson: lessons.nextLesson(trajectory, now) ?? null,
        ticket: ticket
          ? { no: ticket.no, state: ticket.state, priority: ticket.priority, owner: nameOf(ticket.owner) }
          : null,
        incident: incident ? { id: incident.id, ...heldOf(incident, now, nameOf) } : null,
        isMovedIn: moved.get(trajectory) ?? null,
      }
      const until =
        lesson?.status === 'lesson' ? (lessons.lessonAround(trajectory, now)?.until ?? null) : null
      return { ...pair, minutesAtRisk: riskOf(pair, until, now) }
    },
  )
  return {
    at: now,
    minutesAtRisk: pairs.reduce((sum, pair) => sum + pair.minutesAtRisk, 0),
    tells: concerned.length,
    pairs: pairs.toSorted(byNeed),
    told: told.map(one => ({ ...one, by: nameOf(one.by) })),
  }
}

/** A pair whose sets are back, and one that a person took out, loses nothing by this storm. */
function riskOf(pair: Omit<StormPair, 'minutesAtRisk'>, lessonUntil: number | null, now: number): number {
  const waits = isWaiting(pair) && pair.isMovedIn !== false
  if (!waits && !isGone(pair)) return 0
  const symptom = waits ? 'child_waits' : 'school_lost'
  return minutesAtRisk({ symptom, priority: 2, lessonUntil, lostLately: 0 }, now)
}

async function findMoved(sql: Database, id: string): Promise<Map<string, boolean>> {
  const rows = await sql<{ trajectory: string; isIn: boolean }[]>`
    select trajectory, is_in as "isIn" from storm_moves where incident_id = ${id}`
  return new Map(rows.map(({ trajectory, isIn }) => [trajectory, isIn]))
}

type SideRow = {
  trajectory: string
  set: string
  side: Side
  presence: PresenceState | null
  lostAt: number | null
  code: string | null
  name: string | null
  municipality: string | null
  toldAt: number | null
  shownAt: number | null
  seenAt: number | null
  answer: MessageAnswer | null
}
type Storm = { id: string; groupKey: string; moved: ReadonlyMap<string, boolean> }

/** Every set of the pairs of which one went, that it explains, or that a person put in or took out. */
function findSides(sql: Database, { id, groupKey, moved }: Storm): Promise<SideRow[]> {
  return sql<SideRow[]>`
    with concerned as (
      select p.trajectory_id from incident_sets w join sets s on s.label = w.set join open_pairs p on p.set_id = s.id
      where w.incident_id = ${id}
      union select t.id from trajectories t where t.code = any(${[...moved.keys()]}::text[])
      union select t.id from incidents i join trajectories t on i.subject = 'trajectory:' || t.code
      where i.suppressed_by = ${groupKey} and i.state <> 'resolved'
    )
    select t.code as trajectory, s.label as set, p.side, c.presence, w.lost_at as "lostAt", l.code, l.name, l.municipality,
      m.sent_at as "toldAt", m.shown_at as "shownAt", m.seen_at as "seenAt", m.answer
    from concerned join trajectories t on t.id = trajectory_id join open_pairs p on p.trajectory_id = t.id
    join sets s on s.id = p.set_id left join live_devices d on d.set_id = s.id left join connections c using (device_no)
    left join incident_sets w on w.incident_id = ${id} and w.set = s.label
    left join locations l on l.id = case p.side when 'home' then t.home_location_id else t.school_location_id end
    left join lateral (
      select sent_at, shown_at, seen_at, answer from set_messages
      where set_id = s.id and subject = ${`incident:${id}`} order by sent_at desc limit 1
    ) m on true
    order by t.code, p.side, s.label limit ${pairsMax * 2}`
}

function setOf({ set, side, presence, lostAt, toldAt, shownAt, seenAt, answer }: SideRow) {
  const told = toldAt === null ? null : { at: toldAt, shownAt, seenAt, answer }
  return { set, side, presence, lostAt, told, isBack: presence !== null && presence !== 'lost' }
}

function placeOf({ code, name, municipality }: SideRow): StormPair['place'] {
  return code === null ? null : { code, name, municipality }
}

type TicketRow = Omit<NonNullable<StormPair['ticket']>, 'owner'> & {
  trajectory: string
  owner: string | null
}

/** The most urgent of each that somebody still has to do something for. */
function findTickets(sql: Database, codes: readonly string[]): Promise<TicketRow[]> {
  return sql<TicketRow[]>`
    select distinct on (t.code) t.code as trajectory, k.no, k.state, k.priority, k.owner
    from tickets k join trajectories t on t.id = k.trajectory_id
    where t.code = any(${[...codes]}::text[]) and k.state = any(${[...askingStates]}::text[])
    order by t.code, k.priority, k.no`
}

type OwnIncident = {
  id: string
  subject: string
  state: IncidentState
  acknowledgedUntil: number | null
  owner: string | null
}

/** What goes wrong with the connection of each. */
function findOwnIncidents(sql: Database, codes: readonly string[]): Promise<OwnIncident[]> {
  return sql<OwnIncident[]>`
    select id, subject, state, acknowledged_until as "acknowledgedUntil", acknowledged_by as owner from incidents
    where subject = any(${codes.map(code => `trajectory:${code}`)}::text[]) and group_key = subject || '/connection'
      and state <> 'resolved'`
}

type NameOf = (account: string | null) => { account: string; firstName: string } | null

function heldOf(incident: OwnIncident, now: number, nameOf: NameOf) {
  const state = stateAt(incident, now)
  return { state, owner: state === 'acknowledged' ? nameOf(incident.owner) : null }
}

/** One row for each time that somebody told something to all. */
function findTold(sql: Database, id: string): Promise<(Omit<StormTold, 'by'> & { by: string })[]> {
  return sql<(Omit<StormTold, 'by'> & { by: string })[]>`
    select sent_at as at, sent_by as by, sentence, max(until_at) as until, count(*)::int4 as sets,
      count(shown_at)::int4 as shown, count(seen_at)::int4 as seen, count(answered_at)::int4 as answered
    from set_messages where subject = ${`incident:${id}`} and sentence is not null
    group by sent_at, sent_by, sentence order by sent_at desc limit ${toldMax}`
}

async function namesIn(
  { sql, personal, isWall }: Pick<Parts, 'sql' | 'personal'> & { isWall: boolean },
  accounts: readonly string[],
): Promise<NameOf> {
  const names = isWall
    ? new Map<string, string>()
    : await findFirstNames(sql, personal, [...new Set(accounts)])
  return account => (account === null || isWall ? null : { account, firstName: names.get(account) ?? '' })
}
