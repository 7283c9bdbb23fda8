import type { MilestoneName } from '../milestone/rules.ts'
import type { Milestone } from '../phase/rules.ts'
import { placesOf, whyNotServe } from '../side/rules.ts'
import type { Wrong } from './cell-rules.ts'
import { type Field, heading } from './column-rules.ts'
import { differencesOf } from './difference-rules.ts'
import {
  homeCodeOf,
  type Known,
  type KnownChild,
  type KnownTrajectory,
  keyOf,
  type Planned,
} from './known-rules.ts'
import type { ImportRow } from './row-rules.ts'

/** What the rows come down to; with one wrong row nothing may be done. */
export function planImport(rows: readonly ImportRow[], known: Known): { planned: Planned[]; wrong: Wrong[] } {
  const wrong: Wrong[] = [...findTwice(rows)]
  const planned = rows.map(row => planRow(row, known, wrong))
  return { planned, wrong }
}

function findTwice(rows: readonly ImportRow[]): Wrong[] {
  return (['code', 'homeSet', 'schoolSet'] as const).flatMap(field => {
    const first = new Map<string, number>()
    return rows.flatMap(row => {
      const value = row[field]
      if (!value) return []
      const before = first.get(value)
      if (before === undefined) first.set(value, row.row)
      return before === undefined ? [] : [wrongIn(row, field, value, 'twice', `≠ ${before}`)]
    })
  })
}

function wrongIn(
  { row }: ImportRow,
  field: Field,
  value: string | null,
  why: Wrong['wrong'],
  expected: string | null = null,
): Wrong {
  return { row, column: heading(field), value, wrong: why, expected }
}

const nothing: KnownTrajectory = {
  level: null,
  schoolYear: null,
  counsellor: null,
  home: null,
  school: null,
  child: null,
  sets: { home: null, school: null },
  milestones: new Map(),
  pauses: [],
}

function planRow(row: ImportRow, known: Known, wrong: Wrong[]): Planned {
  const there = known.trajectories.get(row.code)
  const before = there ?? nothing
  const home = placeOf(row, known, wrong)
  const school = schoolOf(row, known, wrong)
  const child = childOf(row, before.child)
  const sets = setsOf(row, before, known, wrong)
  const milestones = milestonesOf(row, before, wrong)
  const pause = pauseOf(row, before, wrong)
  const fields = {
    level: row.level ?? before.level,
    schoolYear: row.schoolYear ?? before.schoolYear ?? (there ? null : yearOf(row.code)),
    counsellor: counsellorOf(row, known, wrong) ?? before.counsellor,
    school: school ?? before.school,
    home: home ?? before.home ?? ownHomeOf(row.code, known),
  }
  const parts = { fields, child, sets, milestones, pause }
  const differences = differencesOf(row, before, parts)
  return {
    ...{ row: row.row, code: row.code, isNew: !there, isChanged: differences.length > 0, differences },
    ...fields,
    newHome: there || fields.home !== null ? undefined : { municipality: row.municipality ?? null },
    ...{ child, sets, milestones, pause },
  }
}

/** The home that bears the code of the trajectory, when somebody has registered it before. */
function ownHomeOf(code: string, { locations }: Known): string | null {
  return locations.has(homeCodeOf(code)) ? homeCodeOf(code) : null
}

/** The school year that a code names. */
const yearOf = (code: string): number | null => Number(code.slice(2, 6)) || null

function placeOf(row: ImportRow, { locations }: Known, wrong: Wrong[]): string | undefined {
  const field = row.hospital === undefined ? 'home' : 'hospital'
  const code = row.hospital ?? row.home
  if (code === undefined) return undefined
  const kind = locations.get(code)
  const allowed = field === 'hospital' ? (['hospital'] as const) : placesOf('home')
  if (kind === undefined) wrong.push(wrongIn(row, field, code, 'unknown'))
  else if (!allowed.includes(kind)) wrong.push(wrongIn(row, field, code, 'not_allowed', allowed.join(', ')))
  return code
}

function schoolOf(row: ImportRow, { locations, sites }: Known, wrong: Wrong[]): string | undefined {
  const { school, site } = row
  const number = site && `${site.institutionNo}/${site.siteNo}`
  const bySite = number === undefined ? undefined : sites.get(number)
  if (number !== undefined && bySite === undefined)
    wrong.push(wrongIn(row, 'institutionNo', number, 'unknown'))
  if (school === undefined) return bySite
  const kind = locations.get(school)
  if (kind === undefined) wrong.push(wrongIn(row, 'school', school, 'unknown'))
  else if (!placesOf('school').includes(kind))
    wrong.push(wrongIn(row, 'school', school, 'not_allowed', placesOf('school').join(', ')))
  else if (bySite !== undefined && bySite !== school)
    wrong.push(wrongIn(row, 'school', school, 'conflict', bySite))
  return school
}

function counsellorOf(row: ImportRow, { counsellors }: Known, wrong: Wrong[]): string | undefined {
  if (row.counsellor === undefined) return undefined
  const account = counsellors.get(row.counsellor)
  if (account === undefined) wrong.push(wrongIn(row, 'counsellor', row.counsellor, 'unknown'))
  return account
}

function childOf({ firstName, className }: ImportRow, before: KnownChild | null): KnownChild | undefined {
  if (firstName === undefined) return undefined
  const child = { firstName, className: className ?? before?.className ?? null }
  return before?.firstName === child.firstName && before.className === child.className ? undefined : child
}

function setsOf(row: ImportRow, before: KnownTrajectory, known: Known, wrong: Wrong[]): Planned['sets'] {
  const said = [
    { side: 'home', label: row.homeSet, field: 'homeSet' },
    { side: 'school', label: row.schoolSet, field: 'schoolSet' },
  ] as const
  return said.flatMap(({ side, label, field }) => {
    if (label === undefined || label === before.sets[side]) return []
    const set = known.sets.get(label)
    const refusal = set && whyNotServe(set, side, row.code)
    if (!set) wrong.push(wrongIn(row, field, label, 'unknown'))
    else if (refusal === 'wrong_kind') wrong.push(wrongIn(row, field, label, 'not_allowed', side))
    else if (refusal === 'set_in_pair') wrong.push(wrongIn(row, field, label, 'conflict', set.pairOf))
    return [{ side, label }]
  })
}

/** Only those that are new or on another day. */
function milestonesOf(row: ImportRow, before: KnownTrajectory, wrong: Wrong[]): Milestone[] {
  const changed = row.milestones.filter(one => before.milestones.get(keyOf(one)) !== one.day)
  const signed = ['agreement family', 'agreement school'].every(
    key => before.milestones.has(key) || row.milestones.some(one => keyOf(one) === key),
  )
  const withdrawn: MilestoneName = 'withdrawn'
  const late = changed.find(({ name }) => name === withdrawn)
  if (signed && late)
    wrong.push({
      row: row.row,
      column: 'teruggetrokken',
      value: late.day,
      wrong: 'conflict',
      expected: 'stopzetting beslist',
    })
  return changed
}

/** Undefined: it is there already. A pause without an end leaves the end that is known. */
function pauseOf({ row, pause }: ImportRow, { pauses }: KnownTrajectory, wrong: Wrong[]): Planned['pause'] {
  if (pause === undefined) return undefined
  const same = pauses.find(({ fromDay }) => fromDay === pause.fromDay)
  const untilDay = pause.untilDay ?? same?.untilDay ?? null
  if (same && same.untilDay === untilDay) return undefined
  const other = pauses.find(
    one =>
      one !== same &&
      (untilDay === null || one.fromDay <= untilDay) &&
      (one.untilDay === null || pause.fromDay <= one.untilDay),
  )
  if (other)
    wrong.push({
      row,
      column: heading('pauseFrom'),
      value: pause.fromDay,
      wrong: 'conflict',
      expected: other.fromDay,
    })
  return { id: same?.id ?? null, fromDay: pause.fromDay, untilDay }
}
