import {
  earliestLesson,
  latestLesson,
  type WeekSpan,
  weekSpansMax,
  whyWrongDay,
} from '../../locations/hours/rules.ts'

/** The columns of a file of timetables: a row for a time of one day, or of several days with the same time. */
export const timetableColumns = [
  { name: 'traject', also: ['trajectory', 'code', 'trajectcode'] },
  { name: 'dag', also: ['dagen', 'day', 'days', 'weekdag'] },
  { name: 'van', also: ['from', 'begin', 'start', 'beginuur'] },
  { name: 'tot', also: ['until', 'to', 'einde', 'end', 'einduur'] },
] as const
type Heading = (typeof timetableColumns)[number]['name']

const dayWords: readonly (readonly string[])[] = [
  ['maandag', 'ma', 'monday', 'mon', 'mo', '1'],
  ['dinsdag', 'di', 'tuesday', 'tue', 'tu', '2'],
  ['woensdag', 'wo', 'wednesday', 'wed', 'we', '3'],
  ['donderdag', 'do', 'thursday', 'thu', 'th', '4'],
  ['vrijdag', 'vr', 'friday', 'fri', 'fr', '5'],
  ['zaterdag', 'za', 'saturday', 'sat', 'sa', '6'],
  ['zondag', 'zo', 'sunday', 'sun', 'su', '7'],
]
const weekdays = [1, 2, 3, 4, 5, 6, 7]

type Row = { row: number; cells: ReadonlyMap<string, string> }
/** What is wrong with a row, as a person counts rows; `column` null: all of it. */
export type WrongCell = {
  row: number
  column: string | null
  value: string | null
  wrong: 'missing' | 'unreadable' | 'unknown' | 'not_allowed' | 'conflict'
  expected: string | null
}
/** The week of one trajectory as its rows say, and the first of them. */
export type WeekOfFile = { code: string; row: number; week: WeekSpan[] }

/** Weeks by trajectory, in the order of the file. */
export function readWeeks(rows: readonly Row[]): { weeks: WeekOfFile[]; wrong: WrongCell[] } {
  const wrong: WrongCell[] = []
  const weeks = new Map<string, WeekOfFile>()
  for (const row of rows) {
    const read = readRow(row, wrong)
    if (!read) continue
    const known = weeks.get(read.code) ?? { code: read.code, row: row.row, week: [] }
    weeks.set(read.code, known)
    const more = read.days.map((day): WeekSpan => [day, read.from, read.until])
    const why = whyNot([...known.week, ...more])
    if (why) wrong.push({ row: row.row, column: null, value: null, ...why })
    else known.week.push(...more)
  }
  for (const one of weeks.values()) one.week.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return { weeks: [...weeks.values()], wrong }
}

/** Several days with the same time share a row: [code, days, from, until]. */
export function writeWeek(code: string, week: readonly WeekSpan[]): string[][] {
  const byTime = Map.groupBy(week, ([, from, until]) => `${timeOf(from)} ${timeOf(until)}`)
  return [...byTime].map(([time, spans]) => {
    const days = [...new Set(spans.map(([weekday]) => weekday))].sort()
    return [code, days.map(day => dayWords[day - 1]?.[1] ?? '').join(' '), ...time.split(' ')]
  })
}

/** The days on which a week is not as it was. */
export function differencesOf({ code, row, week }: WeekOfFile, was: readonly WeekSpan[]) {
  const hoursOf = (spans: readonly WeekSpan[], day: number) =>
    spans
      .filter(([weekday]) => weekday === day)
      .map(([, from, until]) => `${timeOf(from)}-${timeOf(until)}`)
      .join(', ') || null
  return weekdays.flatMap(day => {
    const [before, after] = [hoursOf(was, day), hoursOf(week, day)]
    const column = dayWords[day - 1]?.[0] ?? ''
    return before === after ? [] : [{ row, of: code, column, before, after, isHidden: false }]
  })
}

/** Whose week a row is of: the week is only right when all of its rows are. */
export function trajectoryOf({ cells }: Pick<Row, 'cells'>): string | undefined {
  return cells.get('traject')?.trim().toUpperCase()
}

function readRow({ row, cells }: Row, wrong: WrongCell[]) {
  const before = wrong.length
  const tell = (column: Heading, why: WrongCell['wrong'], expected: string) =>
    wrong.push({ row, column, value: cells.get(column) ?? null, wrong: why, expected })
  const code = trajectoryOf({ cells })
  if (code === undefined) tell('traject', 'missing', 'T-2026-0412')
  else if (!/^T-[0-9]{4}-[0-9]{4,6}$/.test(code)) tell('traject', 'unreadable', 'T-2026-0412')
  const days = readDays(cells.get('dag'))
  if (days === undefined)
    tell('dag', cells.has('dag') ? 'unreadable' : 'missing', 'maandag, of: ma di do, of: ma t/m vr')
  const [from, until] = (['van', 'tot'] as const).map(column => {
    const minute = readTime(cells.get(column))
    if (minute === undefined) tell(column, cells.has(column) ? 'unreadable' : 'missing', '08:30')
    else if (minute < earliestLesson || minute > latestLesson) tell(column, 'not_allowed', '06:00 – 22:00')
    return minute
  })
  if (wrong.length > before || !code || !days || from === undefined || until === undefined) return undefined
  if (from < until) return { code, days, from, until }
  tell('tot', 'not_allowed', `> ${timeOf(from)}`)
  return undefined
}

/** Between two days: up to and with the other. A dash may also mean "and", so it counts where both come to the same. */
const range =
  /^(?<from>\p{L}+)\.?\s*(?<word>t\/m|t\.e\.m\.?|tem|tot en met|tot|until|to|through|[-–—])\s*(?<until>\p{L}+)\.?$/u

/** "ma di do", "maandag en dinsdag", "ma t/m vr". */
function readDays(text: string | undefined): number[] | undefined {
  const said = text?.toLowerCase().trim() ?? ''
  const ends = range.exec(said)?.groups
  if (ends) return readRange(ends)
  if (/\p{L}\s*[-–—]/u.test(said)) return undefined
  const words = said.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '' && word !== 'en' && word !== 'and')
  const days = words.map(dayOf)
  return days.length === 0 || days.includes(0) ? undefined : [...new Set(days)]
}

function readRange({
  from = '',
  until = '',
  word = '',
}: Partial<Record<string, string>>): number[] | undefined {
  const [first, last] = [dayOf(from), dayOf(until)]
  if (first === 0 || last <= first || (/[-–—]/.test(word) && last > first + 1)) return undefined
  return weekdays.slice(first - 1, last)
}

/** 0: no day is called so. */
const dayOf = (word: string) => dayWords.findIndex(known => known.includes(word)) + 1

/** "8:30", "08.30", "8u30", "830" and "8u" of people, "0.3541667" and whole moments of workbooks. */
function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const fraction = /^0?[.,][0-9]+$/.test(text) ? Number(text.replace(',', '.')) : undefined
  if (fraction !== undefined) return Math.round(fraction * 1440)
  const moment = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9]{2}):([0-9]{2})/.exec(text)
  const said = /^([0-9]{1,2})(?:[:.uh]\s*([0-9]{2})?(?::[0-9]{2})?|([0-9]{2}))$/i.exec(
    text.replaceAll(/\s/g, ''),
  )
  const [hour, minute] = moment ? [moment[1], moment[2]] : [said?.[1], said?.[2] ?? said?.[3] ?? '0']
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) return undefined
  return Number(hour) * 60 + Number(minute)
}

function timeOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

function whyNot(week: readonly WeekSpan[]): Pick<WrongCell, 'wrong' | 'expected'> | undefined {
  const overlaps = weekdays.some(weekday => {
    const spans = week.flatMap(([day, from, until]) => (day === weekday ? [[from, until] as const] : []))
    return whyWrongDay(spans) !== undefined
  })
  if (overlaps) return { wrong: 'conflict', expected: 'lessen die na elkaar komen' }
  return week.length > weekSpansMax ? { wrong: 'not_allowed', expected: `≤ ${weekSpansMax}` } : undefined
}
