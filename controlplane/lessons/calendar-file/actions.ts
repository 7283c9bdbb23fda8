import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import { civilZone, dayAfter, dayOf, startOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { type CalendarRead, type CalendarRefusal, readCalendar } from '../../platform/files/calendar/file.ts'
import type { ImportFile } from '../../platform/files/table/import-api.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { type CalendarFileAnswer, type LessonException, wrongEventsMax } from '../api.ts'
import { findLessonFacts } from '../fact/queries.ts'
import { holdTrajectory, putWeek } from '../timetable/actions.ts'
import { type CalendarWeek, calendarWeeks, weekOfCalendar } from './rules.ts'

type Imported =
  | (CalendarFileAnswer & { ok: true; changes: Changes })
  | { ok: false; refusal: CalendarRefusal | 'unknown_trajectory' | 'no_lessons'; where: string }

/**
 * Takes the week of a trajectory from an iCalendar file, and its exceptions from today to the last day of which the
 * file speaks; what was there of those is replaced. With `dryRun` nothing is.
 */
export async function importCalendar(
  sql: Database,
  { code, file }: { code: string; file: ImportFile },
  { actor, now }: By,
): Promise<Imported> {
  const today = dayOf(now)
  const until = startOf(dayAfter(today, calendarWeeks * 7).day)
  const year = Number(today.day.slice(0, 4))
  const holidays = closedDays(year, year + 1)
  const [known] = await findLessonFacts(sql, { codes: [code], since: today.day, holidays, now })
  if (!known) return { ok: false, refusal: 'unknown_trajectory', where: code }
  const bytes = Buffer.from(file.content, 'base64')
  const read = await readCalendar({ bytes, from: startOf(today.day), until, zone: civilZone })
  if (!read.ok) return { ...read, where: file.name }
  // Changes by themselves make no timetable: taken in, they would take away the one that is known.
  const isOfChanges = read.occurrences.every(({ alone }) => alone)
  const found = weekOfCalendar(isOfChanges ? [] : read.occurrences, known.facts.closed, today)
  if (found.until === undefined && (!file.dryRun || read.wrong.length === 0))
    return { ok: false, refusal: 'no_lessons', where: file.name }
  const exceptions = found.exceptions.map(asException)
  if (!file.dryRun) await keep(sql, { code, found, from: today.day }, { actor, now })
  const { events, ignored } = found
  const week = found.week.map(([weekday, from, to]): [number, number, number] => [weekday, from, to])
  const told = { isDry: file.dryRun, events, ignored, week, exceptions, ...wrongOf(read, isOfChanges) }
  return { ok: true, ...told, changes: {} }
}

function wrongOf({ wrong, older }: CalendarRead & { ok: true }, isOfChanges: boolean) {
  return {
    wrong: wrong.slice(0, wrongEventsMax).map(one => ({ ...one, isRead: one.isRead && !isOfChanges })),
    wrongCount: wrong.length,
    older,
  }
}

type Keeping = { code: string; found: CalendarWeek; from: string }

function keep(sql: Database, { code, found, from }: Keeping, { actor, now }: By): Promise<void> {
  return sql.begin(async tx => {
    const id = await holdTrajectory(tx, code)
    if (id === undefined) throw new Error(`the trajectory ${code} was there a moment ago`)
    await putWeek(
      tx,
      id,
      found.week.map(([weekday, begin, end]) => [weekday, begin, end]),
      now,
    )
    await tx`
      delete from lesson_exceptions
      where trajectory_id = ${id} and day >= ${from} and day <= ${found.until ?? from}`
    await tx`
      insert into lesson_exceptions (trajectory_id, day, hours, reason)
      select ${id}, e.day, e.hours, e.reason
      from jsonb_to_recordset(${tx.json(found.exceptions.map(asException))}) as e(day date, hours jsonb, reason text)`
    const act = { at: now, actor, act: 'timetable_changed', subject: `trajectory:${code}` } as const
    const detail = { by: 'calendar', lessons: found.week.length, exceptions: found.exceptions.length }
    await recordAct(tx, { ...act, detail })
    await queueWork(tx, 'lessons', [code], now)
  })
}

function asException({ day, hours }: CalendarWeek['exceptions'][number]): LessonException {
  return {
    day,
    hours: hours.map(([from, until]) => [from, until]),
    reason: hours.length === 0 ? 'cancelled' : 'moved',
  }
}
