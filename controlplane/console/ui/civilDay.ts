import { plainText } from './typedText.ts'

/** How people write days by hand, and how a screen writes them. Days are "YYYY-MM-DD". */

const dayMs = 86_400_000

const daysFromToday: Record<string, number> = {
  eergisteren: -2,
  gisteren: -1,
  yesterday: -1,
  vandaag: 0,
  today: 0,
  morgen: 1,
  tomorrow: 1,
  overmorgen: 2,
}

/** Monday first, in Dutch and in English; the first letters will do. */
const weekdays = [
  ['maandag', 'monday'],
  ['dinsdag', 'tuesday'],
  ['woensdag', 'wednesday'],
  ['donderdag', 'thursday'],
  ['vrijdag', 'friday'],
  ['zaterdag', 'saturday'],
  ['zondag', 'sunday'],
] as const

/** January first, in Dutch and in English; the first three letters will do. */
const months = [
  ['januari', 'january'],
  ['februari', 'february'],
  ['maart', 'march', 'mrt'],
  ['april'],
  ['mei', 'may'],
  ['juni', 'june'],
  ['juli', 'july'],
  ['augustus', 'august'],
  ['september'],
  ['oktober', 'october'],
  ['november'],
  ['december'],
] as const

/** Between which days it must lie; what can be two days is the one that does. */
export type DayBounds = { today: string; min?: string | undefined; max?: string | undefined }

/** The day that somebody means; undefined: that is no day, or one that does not lie between the bounds. */
export function readDay(text: string, bounds: DayBounds): string | undefined {
  return daysMeant(plainText(text), bounds.today).find(day => isWithin(day, bounds))
}

/** As a field shows it: dd/mm/yyyy. */
export function writeDay(day: string): string {
  return day.split('-').toReversed().join('/')
}

function isWithin(day: string, { min, max }: DayBounds): boolean {
  return (min === undefined || day >= min) && (max === undefined || day <= max)
}

/** What it can mean, the likeliest first. */
function daysMeant(text: string, today: string): string[] {
  if (Object.hasOwn(daysFromToday, text)) return [daysAfter(today, daysFromToday[text]!)]
  const [, name = '', date] = /^(\p{L}+)\.?(?:,? (.*\d.*))?$/u.exec(text) ?? []
  const weekday = weekdayOf(name)
  if (weekday === undefined) return datesMeant(text, today)
  // A day of the week beside a date must be that of the date.
  if (date !== undefined)
    return datesMeant(date, today)
      .slice(0, 1)
      .filter(day => weekdayOfDay(day) === weekday)
  const ahead = (weekday - weekdayOfDay(today) + 7) % 7
  return [daysAfter(today, ahead), daysAfter(today, ahead - 7)]
}

type Written = { year?: string; month: number; day: string }

/** The days of a written date; without its year the nearest first. */
function datesMeant(text: string, today: string): string[] {
  const written = writtenDate(text)
  if (!written) return []
  const { year, month, day } = written
  if (year !== undefined) return existing(Number(year.padStart(4, '20')), month, Number(day))
  const thisYear = Number(today.slice(0, 4))
  return [thisYear - 1, thisYear, thisYear + 1]
    .flatMap(year => existing(year, month, Number(day)))
    .toSorted((a, b) => awayFrom(a, today) - awayFrom(b, today))
}

const yearLast = String.raw`(?<year>\d{4}|\d{2})`
const ways = [
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/,
  new RegExp(String.raw`^(?<day>\d{1,2}) ?[/.\- ] ?(?<month>\d{1,2})(?: ?[/.\- ] ?${yearLast})?$`),
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/,
  new RegExp(
    String.raw`^(?<day>\d{1,2})(?:e|ste|de|st|nd|rd|th)?[ ./-]*(?<name>\p{L}{3,})\.?(?:[ ,/-]*${yearLast})?$`,
    'u',
  ),
  /^(?<name>\p{L}{3,})\.? (?<day>\d{1,2})(?:,? (?<year>\d{4}))?$/u,
]

function writtenDate(text: string): Written | undefined {
  for (const way of ways) {
    const { year, month, name, day } = way.exec(text)?.groups ?? {}
    if (day === undefined) continue
    const number = name === undefined ? Number(month) : monthOf(name)
    if (number > 0) return { ...(year !== undefined && { year }), month: number, day }
  }
  return undefined
}

/** 0: none is called so. */
function monthOf(name: string): number {
  return months.findIndex(names => names.some(one => one.startsWith(name))) + 1
}

const shortestWeekday = 2

function weekdayOf(word: string): number | undefined {
  if (word.length < shortestWeekday) return undefined
  const found = weekdays.findIndex(names => names.some(name => name.startsWith(word)))
  return found < 0 ? undefined : found
}

/** Nothing when the calendar has no such day. */
function existing(year: number, month: number, day: number): string[] {
  const at = new Date(Date.UTC(year, month - 1, day))
  const isThere = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && isOurs(year)
  return isThere ? [at.toISOString().slice(0, 10)] : []
}

/** Another century is a slip of the hand. */
const isOurs = (year: number) => year >= 2000 && year < 2100
const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const awayFrom = (a: string, b: string) => Math.abs(instantOf(a) - instantOf(b))
const daysAfter = (day: string, days: number) =>
  new Date(instantOf(day) + days * dayMs).toISOString().slice(0, 10)
/** 0 is Monday. */
const weekdayOfDay = (day: string) => (new Date(instantOf(day)).getUTCDay() + 6) % 7
