import type { PendingQuery, Row } from 'postgres'
import { lostMinutesByCode } from '../../calls/verdict/queries.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { TicketRow, TicketsPage, TicketsQuery } from '../api.ts'
import { byUrgency, lostSince, minutesAtRisk } from '../risk/rules.ts'
import { liveStates, type TicketState, ticketStates } from '../rules.ts'
import { findSchoolDays } from '../school-day/queries.ts'
import { firstActionDue } from '../service/rules.ts'
import { type Filters, statesOf, whereOthers, whereTickets } from './filter-queries.ts'

const defaultLimit = 100
/** What is live is put in order here, by what only the clock of lessons knows. */
const liveMax = 5_000
const minuteMs = 60_000

export type Queue = {
  sql: Database
  personal: PersonalData
  lessons: Pick<LessonClock, 'catchUp' | 'statusOf' | 'lessonAround' | 'afterLessonMinutes'>
}
type Fragment = PendingQuery<Row[]>
type Asked = Filters & Pick<TicketsQuery, 'offset' | 'limit'>

/** A page of the queue, the number of all matches, and how the matches of the other filters divide by state. */
export async function findQueue(queue: Queue, asked: Asked, now: number): Promise<Omit<TicketsPage, 'at'>> {
  const limit = Number(asked.limit ?? defaultLimit)
  const offset = Number(asked.offset ?? 0)
  const states = await countStates(queue.sql, asked)
  const wanted = statesOf(asked)
  const total = ticketStates
    .filter(state => wanted.includes(state))
    .reduce((sum, state) => sum + states[state], 0)
  if (!isLiveOnly(asked)) {
    const rows = await findRows(queue, { where: whereTickets(queue.sql, asked), limit, offset }, now)
    return { total, states, rows }
  }
  const rows = await findInOrder(queue, asked, now)
  return { total, states, rows: rows.slice(offset, offset + limit) }
}

/** All that the filters show, in batches, in the order shown. */
export async function* streamQueue(queue: Queue, asked: Filters, now: number): AsyncGenerator<TicketRow[]> {
  const batch = 1000
  for (let offset = 0; ; offset += batch) {
    const { rows } = await findQueue(queue, { ...asked, offset: String(offset), limit: String(batch) }, now)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
  }
}

/** Everything that the filters show and is live, what is taken first first. */
export async function findInOrder(queue: Queue, asked: Filters, now: number): Promise<TicketRow[]> {
  const rows = await findRows(
    queue,
    { where: whereTickets(queue.sql, asked), limit: liveMax, offset: 0 },
    now,
  )
  return rows.sort(byUrgency)
}

const isLiveOnly = (asked: Filters) =>
  statesOf(asked).every(state => (liveStates as readonly string[]).includes(state))

async function countStates(sql: Database, asked: Filters): Promise<Record<TicketState, number>> {
  const rows = await sql<{ state: TicketState; tickets: number }[]>`
    select t.state, count(*)::int4 as tickets ${joined(sql)} where ${whereOthers(sql, asked)} group by t.state`
  const found = new Map(rows.map(({ state, tickets }) => [state, tickets]))
  return Object.fromEntries(ticketStates.map(state => [state, found.get(state) ?? 0])) as Record<
    TicketState,
    number
  >
}

/** `t` the ticket, with what it is about: the names by which `whereTickets` knows them. */
export function joined(sql: Database): Fragment {
  return sql`
    from tickets t left join trajectories tr on tr.id = t.trajectory_id left join sets s on s.id = t.set_id
    left join locations l on l.id = t.location_id left join locations k on k.id = tr.school_location_id`
}

type Known = Omit<TicketRow, 'place' | 'owner' | 'lesson' | 'dueAt' | 'minutesAtRisk' | 'lostLately'> & {
  owner: string | null
  site: string | null
  placeCode: string | null
  name: string | null
  municipality: string | null
}
type Which = { where: Fragment; limit: number; offset: number }

/** Rows with the names of their owners and what the clock of lessons says of them, the last that changed first. */
export async function findRows(
  queue: Queue,
  { where, limit, offset }: Which,
  now: number,
): Promise<TicketRow[]> {
  const { sql, lessons } = queue
  const side = (of: 'home' | 'school') => sql`(
    select ps.label from open_pairs p join sets ps on ps.id = p.set_id
    where p.trajectory_id = t.trajectory_id and p.side = ${of} order by p.from_at desc limit 1
  )`
  const [rows] = await Promise.all([
    sql<Known[]>`
      select t.no, t.state, t.priority, t.family, t.symptom, t.source, t.channel, t.picture, tr.code as trajectory,
        s.label as set, t.side, ${side('home')} as home, ${side('school')} as school, t.owner,
        t.opened_at as "openedAt", t.changed_at as "changedAt", t.claimed_at as "claimedAt",
        t.first_action_at as "firstActionAt", t.planned_for as "plannedFor", t.waiting_party as "waitingParty",
        t.healed_at as "healedAt", t.resolved_at as "resolvedAt", t.reopened_count as "reopenedCount", k.code as site,
        coalesce(l.code, k.code) as "placeCode", coalesce(l.name, k.name) as name,
        coalesce(l.municipality, k.municipality) as municipality
      ${joined(sql)} where ${where}
      order by t.changed_at desc, t.no desc limit ${limit} offset ${offset}`,
    lessons.catchUp(),
  ])
  return withClock(queue, rows, now)
}

async function withClock(queue: Queue, rows: readonly Known[], now: number): Promise<TicketRow[]> {
  if (rows.length === 0) return []
  const { sql, personal, lessons } = queue
  const closedAt = await findSchoolDays(sql, Math.min(now, ...rows.map(({ openedAt }) => openedAt)), now)
  const codes = [...new Set(rows.flatMap(({ trajectory }) => trajectory ?? []))]
  const owners = [...new Set(rows.flatMap(({ owner }) => owner ?? []))]
  const [names, lost] = await Promise.all([
    findFirstNames(sql, personal, owners),
    lostMinutesByCode(sql, codes, { from: lostSince(closedAt(null), now), until: now }),
  ])
  return rows.map(({ owner, site, placeCode, name, municipality, ...row }) => {
    const { trajectory, priority, symptom } = row
    const lesson = trajectory === null ? null : lessons.statusOf(trajectory, now)
    const isLesson = trajectory !== null && lesson?.status === 'lesson'
    const lessonUntil = isLesson ? (lessons.lessonAround(trajectory, now)?.until ?? null) : null
    const lostLately = (trajectory !== null && lost.get(trajectory)?.lost) || 0
    const afterMinutes = (since: number, minutes: number) =>
      trajectory === null
        ? since + minutes * minuteMs
        : lessons.afterLessonMinutes(trajectory, since, minutes)
    const isAwaited = row.firstActionAt === null && (row.state === 'new' || row.state === 'open')
    const due = isAwaited && firstActionDue(priority, row.openedAt, { afterMinutes, closed: closedAt(site) })
    const isAsking = row.state !== 'resolved' && (liveStates as readonly string[]).includes(row.state)
    return {
      ...row,
      lesson,
      place: placeCode === null ? null : { code: placeCode, name, municipality },
      owner: owner === null ? null : { account: owner, firstName: names.get(owner) ?? '' },
      dueAt: due || null,
      minutesAtRisk: isAsking ? minutesAtRisk({ symptom, priority, lessonUntil, lostLately }, now) : 0,
      lostLately,
    }
  })
}
