import type { ClosedDays } from '../../calendar/closed/rules.ts'
import { dayAfter, dayOf } from '../../calendar/day/rules.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { changesOf, changeTicket } from '../change/actions.ts'
import { countLost } from '../lost/queries.ts'
import { releaseByItself } from '../owner/actions.ts'
import { whyNotMove } from '../rules.ts'
import { findSchoolDays } from '../school-day/queries.ts'
import { closesAt, silentMinutes } from '../service/rules.ts'
import type { Priority } from '../symptom/rules.ts'
import { holdTicket } from '../ticket/queries.ts'
import { wakeTicket } from '../wake/actions.ts'

const minuteMs = 60_000
/** Of one turn. */
const ticketsMax = 500

export type Timing = {
  /** As the role of the console. */
  sql: Database
  nudges: Pick<Nudges, 'tell'>
  lessons: Pick<LessonClock, 'lessonMinutes' | 'dutyHoursOn' | 'endOfLessons'>
}

type Owned = { id: string; priority: Priority; trajectory: string | null; since: number }

/** Gives back to everybody what is urgent and whose owner does nothing; lesson minutes alone count. */
export async function releaseSilent({ sql, nudges, lessons }: Timing, now: number): Promise<void> {
  const owned = await sql<Owned[]>`
    select t.id, t.priority, tr.code as trajectory, greatest(t.claimed_at, t.acted_at) as since
    from tickets t left join trajectories tr on tr.id = t.trajectory_id
    where t.state = 'open' and t.owner is not null and t.priority <= 2
    order by since limit ${ticketsMax}`
  for (const { id, priority, trajectory, since } of owned) {
    const minutesMax = silentMinutes(priority)
    if (minutesMax === undefined || now - since < minutesMax * minuteMs) continue
    if ((await minutesIn(lessons, trajectory, since, now)) < minutesMax) continue
    const changes = await sql.begin(async tx => {
      const held = await holdTicket(tx, { id })
      const isStill = held && Math.max(held.claimedAt ?? 0, held.actedAt ?? 0) === since
      if (!isStill || whyNotMove(held, 'release', { actor: 'system' })) return {}
      return releaseByItself(tx, held, { now, why: 'silent' })
    })
    nudges.tell(changes)
  }
}

/** Lesson minutes of a child; of what is about no child the minutes in which somebody should be at the helpdesk. */
async function minutesIn(
  lessons: Timing['lessons'],
  trajectory: string | null,
  from: number,
  to: number,
): Promise<number> {
  if (trajectory !== null) return lessons.lessonMinutes(trajectory, from, to) ?? 0
  const days = [dayOf(from), dayOf(to)].map(({ day }) => day)
  const hours = await lessons.dutyHoursOn([...new Set(days)])
  return hours.reduce(
    (sum, { startsAt, endsAt }) =>
      sum + Math.max(0, Math.min(endsAt, to) - Math.max(startsAt, from)) / minuteMs,
    0,
  )
}

/** What was planned is to be done once its time has come. */
export async function wakePlanned({ sql, nudges }: Timing, now: number): Promise<void> {
  const due = await sql<{ id: string }[]>`
    select id from tickets where state = 'planned' and planned_for <= ${now}::timestamptz
    order by planned_for limit ${ticketsMax}`
  for (const { id } of due) {
    const changes = await sql.begin(async (tx: Transaction) => {
      const held = await holdTicket(tx, { id })
      if (held?.state !== 'planned' || (held.plannedFor ?? now) > now) return {}
      return (await wakeTicket(tx, held, { by: 'date', actor: null, now })) ? changesOf(held) : {}
    })
    nudges.tell(changes)
  }
}

type Solved = {
  id: string
  resolvedAt: number
  openedAt: number
  trajectory: string | null
  location: string | null
  site: string | null
}

/** Closes what stayed resolved for two days with lessons, its lost minutes counted. */
export async function closeSolved(timing: Timing, now: number): Promise<void> {
  const { sql, nudges } = timing
  const solved = await sql<Solved[]>`
    select t.id, t.resolved_at as "resolvedAt", t.opened_at as "openedAt", tr.code as trajectory, l.code as location,
      s.code as site
    from tickets t left join trajectories tr on tr.id = t.trajectory_id
    left join locations l on l.id = t.location_id left join locations s on s.id = tr.school_location_id
    where t.state = 'resolved' and t.resolved_at < ${dayAfter(dayOf(now), -1).noon}::timestamptz
    order by t.resolved_at limit ${ticketsMax}`
  if (solved.length === 0) return
  const closedAt = await findSchoolDays(sql, Math.min(...solved.map(one => one.resolvedAt)), now)
  for (const one of solved)
    if (isOver(one, timing, closedAt(one.site), now)) nudges.tell(await closeOne(timing, one, now))
}

function isOver({ trajectory, resolvedAt }: Solved, { lessons }: Timing, closed: ClosedDays, now: number) {
  const lastLessonOf =
    trajectory === null ? null : (noon: number) => lessons.endOfLessons(trajectory, noon) ?? null
  const at = closesAt(resolvedAt, lastLessonOf, closed)
  return at !== undefined && at <= now
}

async function closeOne(timing: Timing, solved: Solved, now: number) {
  const lost = await countLost(timing.sql, solved, solved.resolvedAt)
  return timing.sql.begin(async tx => {
    const held = await holdTicket(tx, { id: solved.id })
    if (!held) return {}
    const lostMinutes = held.lostMinutes ?? lost
    if (whyNotMove({ ...held, lostMinutes }, 'close', { actor: 'system' })) return {}
    const columns = { closed_at: now, lost_minutes: lostMinutes }
    await changeTicket(tx, held, { to: 'closed', columns, kind: 'closed', actor: null, now })
    return changesOf(held)
  })
}
