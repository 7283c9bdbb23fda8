import type { Day } from '../../calendar/day/rules.ts'
import type { SchoolLevel } from '../../locations/rules.ts'
import { earliestDay, isFactDay, isPlanDay, latestDay } from '../day/rules.ts'
import type { Milestone, Pause } from '../phase/rules.ts'
import { type Cells, openCells, type Reading, type Wrong } from './cell-rules.ts'
import { heading, milestoneColumns } from './column-rules.ts'

/** What one row says; what it leaves out stays as it is. */
export type ImportRow = {
  row: number
  code: string
  firstName: string | undefined
  className: string | undefined
  level: SchoolLevel | undefined
  schoolYear: number | undefined
  /** An e-mail address. */
  counsellor: string | undefined
  school: string | undefined
  site: { institutionNo: string; siteNo: string } | undefined
  home: string | undefined
  hospital: string | undefined
  municipality: string | undefined
  homeSet: string | undefined
  schoolSet: string | undefined
  milestones: readonly Milestone[]
  pause: Pause | undefined
  /** As it stands there: what is wrong with it, contacts tell. */
  family: { name: string | null; phone: string | null; email: string | null } | undefined
}

/** Reads one row. `last`: the last day on which something can have come about. Everything that is wrong in it is told at once. */
export function readRow(row: number, cells: Cells, last: Day): { read: ImportRow; wrong: Wrong[] } {
  const wrong: Wrong[] = []
  const reading = openCells(row, cells, wrong)
  const { shaped, text } = reading
  if (!reading.has('code')) reading.tell('code', 'missing', 'T-2026-0412')
  const read: ImportRow = {
    row,
    code: shaped('code', 'code') ?? '',
    ...readChild(reading),
    level: reading.level('level'),
    schoolYear: reading.schoolYear('schoolYear'),
    counsellor: shaped('counsellor', 'email')?.toLowerCase(),
    school: shaped('school', 'location'),
    site: readSite(reading),
    home: shaped('home', 'location'),
    hospital: readHospital(reading),
    municipality: text('municipality', 80),
    homeSet: shaped('homeSet', 'label'),
    schoolSet: shaped('schoolSet', 'label'),
    milestones: milestoneColumns.flatMap(({ name, side, heading: column }) => {
      const day = reading.day(column, one => isFactDay(one, last), `${earliestDay} … ${last}`)
      return day === undefined ? [] : [{ name, side, day }]
    }),
    pause: readPause(reading),
    family: readFamily(reading),
  }
  return { read, wrong }
}

function readChild({ text, has, tell }: Reading): Pick<ImportRow, 'firstName' | 'className'> {
  const className = text('className', 30)
  if (className !== undefined && !has('firstName')) tell('firstName', 'missing')
  return { firstName: text('firstName', 60), className }
}

/** Two numbers that name a school together. */
function readSite({ shaped, has, tell }: Reading): ImportRow['site'] {
  const institutionNo = shaped('institutionNo', 'institutionNo')
  const siteNo = shaped('siteNo', 'siteNo')
  if (has('institutionNo') && !has('siteNo')) tell('siteNo', 'missing', '1')
  if (has('siteNo') && !has('institutionNo')) tell('institutionNo', 'missing', '123456')
  return institutionNo !== undefined && siteNo !== undefined ? { institutionNo, siteNo } : undefined
}

/** A child is at home or in a hospital. */
function readHospital({ shaped, has, tell }: Reading): string | undefined {
  if (has('hospital') && has('home')) tell('hospital', 'conflict', heading('home'))
  return shaped('hospital', 'location')
}

function readPause({ day, has, tell }: Reading): Pause | undefined {
  const expected = `${earliestDay} … ${latestDay}`
  const fromDay = day(heading('pauseFrom'), isPlanDay, expected)
  const untilDay = day(heading('pauseUntil'), isPlanDay, expected)
  if (has('pauseUntil') && !has('pauseFrom')) tell('pauseFrom', 'missing', '23/11/2026')
  if (fromDay === undefined) return undefined
  if (untilDay !== undefined && untilDay < fromDay) tell('pauseUntil', 'conflict', `≥ ${fromDay}`)
  return { fromDay, untilDay: untilDay ?? null }
}

function readFamily({ value }: Reading): ImportRow['family'] {
  const family = {
    name: value('familyName') ?? null,
    phone: value('familyPhone') ?? null,
    email: value('familyEmail') ?? null,
  }
  return Object.values(family).some(one => one !== null) ? family : undefined
}
