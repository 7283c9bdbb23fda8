import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Day } from '../../calendar/day/rules.ts'
import type { WeekHours } from '../../locations/hours/api.ts'
import { type WrongHours, whyWrongDay, whyWrongWeek } from '../../locations/hours/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { ExceptionFields } from '../api.ts'

/** `where`: the weekday (1 Monday … 7 Sunday) or the day that is wrong. */
type HoursOutcome =
  | { ok: true; changes: Changes }
  | { ok: false; refusal: 'unknown_trajectory' | WrongHours; where: string }

/** Puts this week in the place of what was known; null takes it away. */
export function changeTimetable(
  sql: Database,
  { code, week }: { code: string; week: WeekHours | null },
  { actor, now }: By,
): Promise<HoursOutcome> {
  const wrong = week && whyWrongWeek(week)
  if (week && wrong) return Promise.resolve({ ok: false, refusal: wrong, where: wrongWeekday(week) })
  return sql.begin(async (tx): Promise<HoursOutcome> => {
    const id = await holdTrajectory(tx, code)
    if (id === undefined) return { ok: false, refusal: 'unknown_trajectory', where: code }
    await putWeek(tx, id, week, now)
    const detail = { lessons: week?.length ?? 0 }
    const act = { at: now, actor, act: 'timetable_changed', subject: `trajectory:${code}` } as const
    await recordAct(tx, { ...act, detail })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, changes: {} }
  })
}

/** Writes the week of one trajectory, in order; null takes it away. */
export async function putWeek(
  tx: Transaction,
  id: string,
  week: WeekHours | null,
  now: number,
): Promise<void> {
  if (week === null) {
    await tx`delete from timetables where trajectory_id = ${id}`
    return
  }
  const sorted = week.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  await tx`
    insert into timetables (trajectory_id, week, changed_at) values (${id}, ${tx.json(sorted)}, ${now}::timestamptz)
    on conflict (trajectory_id) do update set week = excluded.week, changed_at = excluded.changed_at`
}

type OneDay = { code: string; day: Day }

/** Says how one day goes instead; no hours: no lessons that day. */
export function setException(
  sql: Database,
  { code, day, hours, reason }: OneDay & ExceptionFields,
  { actor, now }: By,
): Promise<HoursOutcome> {
  const wrong = whyWrongDay(hours)
  if (wrong) return Promise.resolve({ ok: false, refusal: wrong, where: day })
  const sorted = hours.toSorted((a, b) => a[0] - b[0])
  return sql.begin(async (tx): Promise<HoursOutcome> => {
    const id = await holdTrajectory(tx, code)
    if (id === undefined) return { ok: false, refusal: 'unknown_trajectory', where: code }
    await tx`
      insert into lesson_exceptions (trajectory_id, day, hours, reason)
      values (${id}, ${day}, ${tx.json(sorted)}, ${reason})
      on conflict (trajectory_id, day) do update set hours = excluded.hours, reason = excluded.reason`
    const act = { at: now, actor, act: 'exception_set', subject: `trajectory:${code}` } as const
    await recordAct(tx, { ...act, detail: { day, lessons: hours.length, reason } })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, changes: {} }
  })
}

/** The day goes as its week again. One that was not there is none now. */
export function removeException(
  sql: Database,
  { code, day }: OneDay,
  { actor, now }: By,
): Promise<HoursOutcome> {
  return sql.begin(async (tx): Promise<HoursOutcome> => {
    const id = await holdTrajectory(tx, code)
    if (id === undefined) return { ok: false, refusal: 'unknown_trajectory', where: code }
    const [gone] = await tx`
      delete from lesson_exceptions where trajectory_id = ${id} and day = ${day} returning day`
    if (!gone) return { ok: true, changes: {} }
    const act = { at: now, actor, act: 'exception_removed', subject: `trajectory:${code}` } as const
    await recordAct(tx, { ...act, detail: { day } })
    await queueWork(tx, 'lessons', [code], now)
    return { ok: true, changes: {} }
  })
}

/** Its id, held against others who change its lessons; undefined: there is none with this code. */
export async function holdTrajectory(tx: Transaction, code: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select id from trajectories where code = ${code} for no key update`
  return row?.id
}

/** The first weekday whose hours are wrong. */
function wrongWeekday(week: WeekHours): string {
  const days = [1, 2, 3, 4, 5, 6, 7]
  return String(
    days.find(weekday =>
      whyWrongDay(week.flatMap(([day, from, until]) => (day === weekday ? [[from, until] as const] : []))),
    ),
  )
}
