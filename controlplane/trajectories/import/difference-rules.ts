import type { SchoolLevel } from '../../locations/rules.ts'
import { dayText, type Field, heading, levelWords, milestoneColumns } from './column-rules.ts'
import { type KnownTrajectory, keyOf, type Planned, type PlannedDifference } from './known-rules.ts'
import type { ImportRow } from './row-rules.ts'

type Fields = Pick<Planned, 'level' | 'schoolYear' | 'counsellor' | 'school' | 'home'>
type Parts = Pick<Planned, 'child' | 'sets' | 'milestones' | 'pause'> & { fields: Fields }

/** What becomes other than it was, column by column. */
export function differencesOf(
  row: ImportRow,
  before: KnownTrajectory,
  { fields, child, sets, milestones, pause }: Parts,
): PlannedDifference[] {
  const tell = (column: string, was: string | null, is: string | null) => [
    { row: row.row, of: row.code, column, before: was, after: is, isHidden: false },
  ]
  const hide = (field: Field) => [
    { row: row.row, of: row.code, column: heading(field), before: null, after: null, isHidden: true },
  ]
  const other = (field: 'school' | 'home') =>
    before[field] === fields[field] ? [] : tell(heading(field), before[field], fields[field])
  return [
    ...(child && child.firstName !== before.child?.firstName ? hide('firstName') : []),
    ...(child && child.className !== (before.child?.className ?? null) ? hide('className') : []),
    ...(before.level === fields.level
      ? []
      : tell(heading('level'), levelOf(before.level), levelOf(fields.level))),
    ...(before.schoolYear === fields.schoolYear
      ? []
      : tell(heading('schoolYear'), yearsOf(before.schoolYear), yearsOf(fields.schoolYear))),
    ...(before.counsellor === fields.counsellor ? [] : hide('counsellor')),
    ...other('school'),
    ...other('home'),
    ...sets.flatMap(({ side, label }) =>
      tell(heading(side === 'home' ? 'homeSet' : 'schoolSet'), before.sets[side], label),
    ),
    ...milestones.flatMap(one =>
      tell(columnOf(one), textOf(before.milestones.get(keyOf(one))), dayText(one.day)),
    ),
    ...(pause
      ? pauseOf(before, pause).flatMap(([field, was, is]) => tell(heading(field), textOf(was), textOf(is)))
      : []),
  ]
}

const textOf = (day: string | null | undefined) => (day ? dayText(day) : null)
const yearsOf = (year: number | null) => (year === null ? null : `${year}-${year + 1}`)
const levelOf = (level: string | null) =>
  level === null ? null : (levelWords[level as SchoolLevel]?.[0] ?? level)

function columnOf({ name, side }: Planned['milestones'][number]): string {
  return milestoneColumns.find(one => one.name === name && one.side === side)?.heading ?? name
}

type OfPause = [field: 'pauseFrom' | 'pauseUntil', was: string | null, is: string | null]

function pauseOf(
  { pauses }: KnownTrajectory,
  { id, fromDay, untilDay }: NonNullable<Planned['pause']>,
): OfPause[] {
  const known = pauses.find(one => one.id === id)
  const all: OfPause[] = [
    ['pauseFrom', known?.fromDay ?? null, fromDay],
    ['pauseUntil', known?.untilDay ?? null, untilDay],
  ]
  return all.filter(([, was, is]) => was !== is)
}
