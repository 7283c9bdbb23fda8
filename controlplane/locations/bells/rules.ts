import { earliestLesson, latestLesson, type WeekSpan, whyWrongDay } from '../hours/rules.ts'

/** The days of a week as a file has them, Monday first. */
export const days = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'] as const
type BellColumn = `bel ${(typeof days)[number]}`

type Refuse = (column: BellColumn, why: 'unreadable' | 'conflict', expected: string) => void
const bellsExample = '8:30-12:05, 13:10-15:50'
const closedWords = ['-', 'gesloten', 'geen', 'vrij', 'closed']

/** The hours of the days that are filled in; undefined: none is. */
export function readBells(cells: ReadonlyMap<string, string>, refuse: Refuse): WeekSpan[] | undefined {
  const week: WeekSpan[] = []
  let isSaid = false
  for (const [index, day] of days.entries()) {
    const cell = cells.get(`bel ${day}`)
    if (cell === undefined) continue
    isSaid = true
    if (closedWords.includes(cell.toLowerCase())) continue
    const spans = readSpans(cell)
    if (spans === undefined) refuse(`bel ${day}`, 'unreadable', bellsExample)
    else if (whyWrongDay(spans) !== undefined) refuse(`bel ${day}`, 'conflict', bellsExample)
    else for (const [from, until] of spans) week.push([index + 1, from, until])
  }
  return isSaid ? week : undefined
}

/** The days, Monday is 1, of which a row says something. */
export function saidDays(cells: ReadonlyMap<string, string>): number[] {
  return days.flatMap((day, index) => (cells.has(`bel ${day}`) ? [index + 1] : []))
}

/** A week in which the days that a row speaks of go as it says, and the others as they went. */
export function withDays(
  before: readonly WeekSpan[] | null,
  { bells, ofDays }: { bells: readonly WeekSpan[]; ofDays: readonly number[] },
): WeekSpan[] {
  return [...(before ?? []).filter(([day]) => !ofDays.includes(day)), ...bells].sort(
    (a, b) => a[0] - b[0] || a[1] - b[1],
  )
}

/** `8:30-12:05, 13:10-15:50` in order; undefined: it is something else. */
function readSpans(text: string): [number, number][] | undefined {
  const spans = text
    .toLowerCase()
    .split(/[,;/\n]|\ben\b/)
    .filter(part => part.trim() !== '')
    .map(readSpan)
  if (spans.length === 0 || spans.some(span => span === undefined)) return undefined
  return spans.filter(span => span !== undefined).sort((a, b) => a[0] - b[0])
}

const spanPattern = /^\s*(\d{1,2})[:.uh](\d{2})?\s*(?:-|–|tot)\s*(\d{1,2})[:.uh](\d{2})?\s*$/

function readSpan(text: string): [number, number] | undefined {
  const [, fromHour, fromMinute = '0', untilHour, untilMinute = '0'] = spanPattern.exec(text) ?? []
  if (fromHour === undefined || Number(fromMinute) > 59 || Number(untilMinute) > 59) return undefined
  const from = Number(fromHour) * 60 + Number(fromMinute)
  const until = Number(untilHour) * 60 + Number(untilMinute)
  return from >= earliestLesson && until <= latestLesson ? [from, until] : undefined
}

/** A cell for each day; days without hours have a dash when others are known. */
export function writeBells(bells: readonly WeekSpan[] | null): (string | null)[] {
  return days.map((_, index) => writeSpans(bells?.filter(([weekday]) => weekday === index + 1)))
}

function writeSpans(spans: readonly WeekSpan[] | undefined): string | null {
  if (spans === undefined) return null
  const written = spans
    .toSorted((a, b) => a[1] - b[1])
    .map(([, from, until]) => `${wall(from)}-${wall(until)}`)
  return written.length === 0 ? closedWords[0]! : written.join(', ')
}

function wall(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}
