import { findDayNames } from '../../calendar/closed/queries.ts'
import type { Day } from '../../calendar/day/rules.ts'
import { type CivilDay, civilDay, dayAfter, dayOf, startOf } from '../../calendar/day/rules.ts'
import { closedDays, namedClosedDays } from '../../calendar/holiday/queries.ts'
import type { DayHours, WeekHours } from '../../locations/hours/api.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { DayChange, LessonException, LessonsAnswer } from '../api.ts'
import { findLessonFacts, type KnownLessons } from '../fact/queries.ts'
import { groundOf, type LessonFacts, lessonStatus, lessonsOn, nextLesson, tellable } from '../rules.ts'

/** Changes of so many days back are shown, and so many of them. */
const changesDaysBack = 14
const changesMax = 100
const weekDays = 7

type Asked = {
  code: string
  /** A Monday; undefined: that of this week. */
  from: Day | undefined
  /** ms since 1970 UTC */
  now: number
}

type Head = {
  id: string
  site: string | null
  week: WeekHours | null
  changedAt: number | null
  bells: WeekHours | null
}

/** The lessons of one trajectory and the week asked for as it goes; undefined: no trajectory has this code. */
export async function findLessons(
  sql: Database,
  { code, from, now }: Asked,
): Promise<LessonsAnswer | undefined> {
  const head = await findHead(sql, code)
  if (!head) return undefined
  const today = dayOf(now)
  const monday = from === undefined ? dayAfter(today, 1 - today.weekday) : civilDay(from)
  const since = [monday.day, dayAfter(today, -1).day].sort()[0] as Day
  const years = [yearOf(since) - 1, Math.max(yearOf(monday.day), yearOf(today.day)) + 1] as const
  const [[known], exceptions, changes, names] = await Promise.all([
    findLessonFacts(sql, { codes: [code], since, holidays: closedDays(...years), now }),
    findExceptions(sql, head.id, monday.day),
    findChanges(sql, head.id, now),
    findDayNames(sql, { site: head.site, from: monday.day, until: dayAfter(monday, weekDays).day }),
  ])
  // Between two questions a trajectory stays: none is ever deleted.
  const { facts, pauses } = known as KnownLessons
  const common = namedClosedDays(yearOf(monday.day), yearOf(dayAfter(monday, weekDays).day))
  const nameOf = (day: Day) => names.get(day) ?? common.get(day) ?? null
  return {
    at: now,
    now: tellable(lessonStatus(facts, now)),
    next: nextLesson(facts, now) ?? null,
    timetable: head.week && { week: head.week, changedAt: head.changedAt ?? 0 },
    bells: head.bells,
    exceptions,
    changes,
    from: monday.day,
    days: Array.from({ length: weekDays }, (_, ahead) =>
      asItGoes(dayAfter(monday, ahead), facts, pauses, nameOf),
    ),
  }
}

function asItGoes(
  day: CivilDay,
  facts: LessonFacts,
  pauses: KnownLessons['pauses'],
  nameOf: (day: Day) => string | null,
): LessonsAnswer['days'][number] {
  const half = facts.closed.get(day.day)
  const hours: DayHours = lessonsOn(facts, day).map(({ from, until }) => [from, until])
  const hasException = facts.exceptions.has(day.day)
  return {
    day: day.day,
    closed: half ? { half, name: nameOf(day.day) } : null,
    ground:
      half === 'day' && !hasException
        ? 'closed'
        : facts.timetable || hasException
          ? groundOf(facts, day)
          : 'nothing',
    lessons: hours,
    paused: pauses.some(({ from, until }) => from <= day.noon && (until === null || day.noon < until)),
  }
}

const yearOf = (day: Day) => Number(day.slice(0, 4))

async function findHead(sql: Database, code: string): Promise<Head | undefined> {
  const [head] = await sql<Head[]>`
    select t.id, l.code as site, w.week, w.changed_at as "changedAt", l.bells
    from trajectories t
    left join timetables w on w.trajectory_id = t.id
    left join locations l on l.id = t.school_location_id
    where t.code = ${code}`
  return head
}

function findExceptions(sql: Database, id: string, from: Day): PromiseLike<LessonException[]> {
  return sql<LessonException[]>`
    select day::text as day, hours, reason from lesson_exceptions
    where trajectory_id = ${id} and day >= ${from} order by day`
}

function findChanges(sql: Database, id: string, now: number): PromiseLike<DayChange[]> {
  const since = startOf(dayAfter(dayOf(now), -changesDaysBack).day)
  return sql<DayChange[]>`
    select c.id, c.kind, c.from_at as "from", c.until_at as until, c.said_by as "saidBy", s.label as set,
      c.recorded_at as at, c.withdrawn_at as "withdrawnAt"
    from day_changes c left join sets s on s.id = c.set_id
    where c.trajectory_id = ${id} and c.until_at is distinct from c.from_at and (
      c.recorded_at >= ${since}::timestamptz
      or c.withdrawn_at is null and (c.until_at is null or c.until_at >= ${since}::timestamptz)
    )
    order by c.from_at desc, c.recorded_at desc limit ${changesMax}`
}

/** Whether the trajectory is one of this counsellor. */
export async function isTrajectoryOf(sql: Database, code: string, counsellor: string): Promise<boolean> {
  const [row] = await sql`select from trajectories where code = ${code} and counsellor_id = ${counsellor}`
  return row !== undefined
}

/** Whether a change of a day is of a trajectory of this counsellor. */
export async function isDayChangeOf(sql: Database, id: string, counsellor: string): Promise<boolean> {
  const [row] = await sql`
    select from day_changes c join trajectories t on t.id = c.trajectory_id
    where c.id = ${id} and t.counsellor_id = ${counsellor}`
  return row !== undefined
}
