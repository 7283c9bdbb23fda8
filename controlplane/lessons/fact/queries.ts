import { findClosedDays } from '../../calendar/closed/queries.ts'
import type { Half } from '../../calendar/closed/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import { dayAfter, startOf } from '../../calendar/day/rules.ts'
import type { DayHours, WeekHours } from '../../locations/hours/api.ts'
import { byWeekday } from '../../locations/hours/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { type DayChangeKind, type DayChangeSpeaker, silences } from '../day-change/rules.ts'
import type { LessonFacts } from '../rules.ts'

/** A trajectory without a set is looked at this long after it was registered. */
const withoutSetDays = 400

type Asked = {
  /** These trajectories alone; left out: every one that has a set, or is young. */
  codes?: readonly string[] | undefined
  /** Exceptions, absences and closed days before this day are left out. */
  since: Day
  /** When every school is closed. */
  holidays: ReadonlyMap<Day, Half>
  now: number
}

type Sql = Database | Transaction

/** What decides when each trajectory has lessons, its pauses apart as well, and the labels of the sets that serve it. `here`: when the child said to be there. */
export type KnownLessons = {
  code: string
  facts: LessonFacts
  pauses: LessonFacts['away']
  here: LessonFacts['away']
  sets: readonly string[]
}

type Row = {
  code: string
  week: WeekHours | null
  bells: WeekHours | null
  site: string | null
  sets: string[]
}

/** Reads it all anew; for 800 trajectories some milliseconds. */
export async function findLessonFacts(sql: Sql, asked: Asked): Promise<KnownLessons[]> {
  const { codes, since, holidays, now } = asked
  const ofThem = theirs(sql, codes)
  const [rows, exceptions, said, pauses, closed] = await Promise.all([
    sql<Row[]>`
      select t.code, w.week, l.bells, l.code as site, coalesce(p.sets, '{}') as sets
      from trajectories t
      left join timetables w on w.trajectory_id = t.id
      left join locations l on l.id = t.school_location_id
      left join (
        select p.trajectory_id, array_agg(s.label) as sets from open_pairs p join sets s on s.id = p.set_id
        group by p.trajectory_id
      ) p on p.trajectory_id = t.id
      where ${codes === undefined ? isLookedAt(sql, now) : sql`true`} ${ofThem}`,
    sql<{ code: string; day: Day; hours: DayHours }[]>`
      select t.code, e.day::text as day, e.hours from lesson_exceptions e join trajectories t on t.id = e.trajectory_id
      where e.day >= ${since} ${ofThem}`,
    findSaid(sql, asked),
    findPauses(sql, asked),
    findClosedDays(sql, since, holidays),
  ])
  const exceptionsOf = Map.groupBy(exceptions, one => one.code)
  const absencesOf = Map.groupBy(
    said.filter(({ kind }) => silences[kind]),
    one => one.code,
  )
  const hereOf = Map.groupBy(
    said.filter(({ kind, saidBy }) => kind === 'here' && saidBy !== 'teacher'),
    one => one.code,
  )
  const pausesOf = Map.groupBy(pauses, one => one.code)
  const weeks = new Map<string, ReturnType<typeof byWeekday>>()
  const weekOf = (week: WeekHours | null) => {
    if (week === null) return undefined
    const key = JSON.stringify(week)
    const known = weeks.get(key) ?? byWeekday(week)
    weeks.set(key, known)
    return known
  }
  return rows.map(row => ({
    code: row.code,
    sets: row.sets,
    pauses: pausesOf.get(row.code) ?? [],
    here: hereOf.get(row.code) ?? [],
    facts: {
      timetable: weekOf(row.week),
      bells: weekOf(row.bells),
      exceptions: new Map(
        (exceptionsOf.get(row.code) ?? []).map(({ day, hours }) => [
          day,
          hours.map(([from, until]) => ({ from, until })),
        ]),
      ),
      closed: closed(row.site),
      away: [...(absencesOf.get(row.code) ?? []), ...(pausesOf.get(row.code) ?? [])],
    },
  }))
}

/** The trajectories whose school is one of these places, by code. */
export async function findCodesAt(sql: Sql, places: readonly string[]): Promise<string[]> {
  const rows = await sql<{ code: string }[]>`
    select t.code from trajectories t join locations l on l.id = t.school_location_id
    where l.code = any(${[...places]}::text[])`
  return rows.map(({ code }) => code)
}

function isLookedAt(sql: Sql, now: number) {
  const young = now - withoutSetDays * 86_400_000
  return sql`(p.sets is not null or t.registered_at > ${young})`
}

function theirs(sql: Sql, codes: readonly string[] | undefined) {
  return codes === undefined ? sql`` : sql`and t.code = any(${[...codes]}::text[])`
}

type AwaySpan = { code: string; from: number; until: number | null }

type Said = AwaySpan & { kind: DayChangeKind; saidBy: DayChangeSpeaker }

/** What was said of days and not taken back. */
function findSaid(sql: Sql, { codes, since }: Asked): PromiseLike<Said[]> {
  return sql<Said[]>`
    select t.code, c.kind, c.said_by as "saidBy", c.from_at as "from", c.until_at as until from day_changes c
    join trajectories t on t.id = c.trajectory_id
    where c.withdrawn_at is null and (c.until_at is null or c.until_at > ${startOf(since)}) ${theirs(sql, codes)}`
}

/** Pauses, in instants. */
async function findPauses(sql: Sql, { codes, since }: Asked): Promise<AwaySpan[]> {
  const pauses = await sql<{ code: string; fromDay: Day; untilDay: Day | null }[]>`
    select t.code, p.from_day::text as "fromDay", p.until_day::text as "untilDay" from pauses p
    join trajectories t on t.id = p.trajectory_id
    where (p.until_day is null or p.until_day >= ${since}) ${theirs(sql, codes)}`
  return pauses.map(({ code, fromDay, untilDay }) => ({
    code,
    from: startOf(fromDay),
    until: untilDay === null ? null : startOf(dayAfter({ day: untilDay }).day),
  }))
}
