import { type Day, dayOf } from '../../calendar/day/rules.ts'
import type { SchoolLevel } from '../../locations/rules.ts'
import { type Field, heading, levelWords } from './column-rules.ts'

/** What is wrong with a row. `row` as a person counts; `column` its heading, null: all of it. */
export type Wrong = {
  row: number
  column: string | null
  value: string | null
  wrong: 'missing' | 'unreadable' | 'unknown' | 'twice' | 'too_long' | 'not_allowed' | 'conflict'
  expected: string | null
}

export type Cells = ReadonlyMap<string, string>

const patterns = {
  code: { is: /^T-[0-9]{4}-[0-9]{4,6}$/, expected: 'T-2026-0412' },
  location: { is: /^[A-Z0-9][A-Z0-9-]{1,31}$/, expected: 'SCH-001' },
  label: { is: /^[A-Z0-9][A-Z0-9-]{1,31}$/, expected: 'KS-0412' },
  institutionNo: { is: /^[0-9]{3,7}$/, expected: '123456' },
  siteNo: { is: /^[0-9]{1,4}$/, expected: '1' },
  email: { is: /^(?=.{1,120}$)[^\s@]+@[^\s@]+\.[^\s@]+$/, expected: 'naam@voorbeeld.be' },
} as const

/** The cells of one row by field; undefined: it is empty, or wrong, and then that is told in `wrong`. */
export function openCells(row: number, cells: Cells, wrong: Wrong[]) {
  function tell(column: string, why: Wrong['wrong'], expected: string | null): undefined {
    wrong.push({ row, column, value: cells.get(column) ?? null, wrong: why, expected })
  }
  const value = (field: Field) => cells.get(heading(field))

  return {
    value,
    tell: (field: Field, why: Wrong['wrong'], expected: string | null = null) =>
      tell(heading(field), why, expected),
    has: (field: Field) => cells.has(heading(field)),
    text(field: Field, charactersMax: number): string | undefined {
      const text = value(field)
      if (text === undefined || text.length <= charactersMax) return text
      return tell(heading(field), 'too_long', `≤ ${charactersMax}`)
    },
    shaped(field: Field, like: keyof typeof patterns): string | undefined {
      const text = value(field)
      const { is, expected } = patterns[like]
      return text === undefined || is.test(text) ? text : tell(heading(field), 'unreadable', expected)
    },
    level(field: Field): SchoolLevel | undefined {
      const text = value(field)
      if (text === undefined) return undefined
      const word = text.toLowerCase().replaceAll(/\s+/g, ' ')
      const found = Object.entries(levelWords).find(([, words]) => words.includes(word))
      return found ? (found[0] as SchoolLevel) : tell(heading(field), 'unknown', levelExpected)
    },
    schoolYear(field: Field): number | undefined {
      const text = value(field)
      if (text === undefined) return undefined
      return readSchoolYear(text) ?? tell(heading(field), 'unreadable', '2026-2027')
    },
    day(column: string, isAllowed: (day: Day) => boolean, expected: string): Day | undefined {
      const text = cells.get(column)
      if (text === undefined) return undefined
      const day = readDay(text)
      if (day === undefined) return tell(column, 'unreadable', '23/11/2026')
      return isAllowed(day) ? day : tell(column, 'not_allowed', expected)
    },
  }
}
export type Reading = ReturnType<typeof openCells>

const levelExpected = Object.values(levelWords)
  .map(([word]) => word)
  .join(', ')

/** `2026`, `2026-2027` or `2026-27`: the year of its September. */
function readSchoolYear(text: string): number | undefined {
  const [, first, second] = /^(20[2-9]\d)(?:\s?[-/–]\s?(?:20)?(\d\d))?$/.exec(text) ?? []
  if (first === undefined) return undefined
  const year = Number(first)
  return second === undefined || Number(second) === (year + 1) % 100 ? year : undefined
}

/** An instant, as programs write it. */
const instant = /^\d{4}-\d\d-\d\d[T ][\d:.]+\s?(?:Z|[+-]\d\d:?\d\d)$/

/** `23/11/2026`, `23-11-2026`, `23.11.2026` or `2026-11-23`, with a time behind it or not; of an instant its day here. */
function readDay(text: string): Day | undefined {
  if (instant.test(text)) {
    const at = Date.parse(text)
    return Number.isNaN(at) ? undefined : dayOf(at).day
  }
  const [date = ''] = text.split(/[ T]/)
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(date) ?? reversed(date)
  if (year === undefined || month === undefined || dayOfMonth === undefined) return undefined
  const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : day
}

function reversed(date: string): (string | undefined)[] {
  const [, day, month, year] = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/.exec(date) ?? []
  return ['', year, month, day]
}
