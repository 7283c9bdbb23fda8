import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { WeekHours } from '../../locations/hours/api.ts'
import type { TableRow } from '../../platform/files/table/file.ts'
import type { Difference } from '../../platform/files/table/import-api.ts'
import { takeIn } from '../../platform/files/table/transaction.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { differencesOf, readWeeks, type WeekOfFile, type WrongCell, writeWeek } from './file-rules.ts'

/** Counts are of trajectories. `codes`: whose weeks changed. */
type Taken = {
  added: number
  changed: number
  same: number
  differences: Difference[]
  wrong: WrongCell[]
  codes: string[]
}

/** A file replaces the week of every trajectory that it names; with one wrong row nothing is done. */
export function importTimetables(
  sql: Database,
  { rows, isDry }: { rows: readonly TableRow[]; isDry: boolean },
  { actor, now }: By,
): Promise<Taken> {
  const { weeks, wrong } = readWeeks(rows)
  return takeIn(sql, isDry, async (tx): Promise<Taken> => {
    const codes = weeks.map(({ code }) => code)
    const known = await tx<{ code: string }[]>`
      select code from trajectories where code = any(${codes}::text[]) order by id for no key update`
    const all = [...wrong, ...unknownIn(weeks, new Set(known.map(({ code }) => code)))]
    if (all.length > 0) return { added: 0, changed: 0, same: 0, differences: [], wrong: all, codes: [] }
    const input = tx.json(weeks.map(({ code, week }) => ({ code, week: week.map(span => [...span]) })))
    const written = await tx<{ code: string; was: WeekHours | null }[]>`
      with input as (
        select t.id, i.code, i.week, w.week as was
        from jsonb_to_recordset(${input}) as i(code text, week jsonb)
        join trajectories t on t.code = i.code left join timetables w on w.trajectory_id = t.id
      ),
      written as (
        insert into timetables (trajectory_id, week, changed_at)
        select id, week, ${now}::timestamptz from input where was is distinct from week
        on conflict (trajectory_id) do update set week = excluded.week, changed_at = excluded.changed_at
        returning trajectory_id
      )
      select i.code, i.was from written w join input i on i.id = w.trajectory_id`
    const added = written.filter(({ was }) => was === null).length
    const counts = { added, changed: written.length - added, same: weeks.length - written.length }
    const act = { at: now, actor, act: 'timetables_imported', subject: 'timetables' } as const
    if (written.length > 0) await recordAct(tx, { ...act, detail: { rows: rows.length, ...counts } })
    const changed = written.map(({ code }) => code)
    await queueWork(tx, 'lessons', changed, now)
    const differences = written.flatMap(({ code, was }) => {
      const week = weeks.find(one => one.code === code)
      return was === null || !week ? [] : differencesOf(week, was)
    })
    return { ...counts, differences, wrong: [], codes: changed }
  })
}

function unknownIn(weeks: readonly WeekOfFile[], known: ReadonlySet<string>): WrongCell[] {
  return weeks
    .filter(({ code }) => !known.has(code))
    .map(({ code, row }) => ({
      row,
      column: 'traject',
      value: code,
      wrong: 'unknown' as const,
      expected: 'de code van een traject',
    }))
}

/** The rows of every timetable, in the order of codes; that they are taken along is written down. */
export function exportTimetables(sql: Database, as: 'csv' | 'xlsx', { actor, now }: By): Promise<string[][]> {
  return sql.begin(async tx => {
    const weeks = await tx<{ code: string; week: WeekHours }[]>`
      select t.code, w.week from timetables w join trajectories t on t.id = w.trajectory_id order by t.code`
    const rows = weeks.flatMap(({ code, week }) => writeWeek(code, week))
    const act = { at: now, actor, act: 'timetables_exported', subject: 'timetables' } as const
    await recordAct(tx, { ...act, detail: { rows: rows.length, as } })
    return rows
  })
}
