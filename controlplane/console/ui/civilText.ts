/** How people write days and times by hand, and how a screen writes them. Days are "YYYY-MM-DD", times "HH:MM". */

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

/** Between which days it must lie; what can be two days is the one that does. */
export type DayBounds = { today: string; min?: string | undefined; max?: string | undefined }

/** The day that somebody means; undefined: that is no day, or one that does not lie between the bounds. */
export function readDay(text: string, bounds: DayBounds): string | undefined {
  return daysMeant(text.trim().toLowerCase(), bounds.today).find(day => isWithin(day, bounds))
}

/** As a field shows it: dd/mm/yyyy. */
export function writeDay(day: string): string {
  return day.split('-').toReversed().join('/')
}

/** The time that somebody means: "8", "830", "8:30", "8.30", "8u30", "9 u 45", "8 uur". Undefined: no time of day. */
export function readTime(text: string): string | undefined {
  const [, hours, after, apart] =
    /^([01]?\d|2[0-3])(?:([0-5]\d)|\s*(?:uur|[:.,uh])\s*([0-5]\d))?\s*(?:uur|[uh]\.?)?$/.exec(
      text.trim().toLowerCase(),
    ) ?? []
  return hours && `${hours.padStart(2, '0')}:${after ?? apart ?? '00'}`
}

function isWithin(day: string, { min, max }: DayBounds): boolean {
  return (min === undefined || day >= min) && (max === undefined || day <= max)
}

/** What it can mean, the likeliest first. */
function daysMeant(text: string, today: string): string[] {
  if (Object.hasOwn(daysFromToday, text)) return [daysAfter(today, daysFromToday[text]!)]
  const weekday = weekdayOf(text)
  if (weekday !== undefined) {
    const ahead = (weekday - weekdayOfDay(today) + 7) % 7
    return [daysAfter(today, ahead), daysAfter(today, ahead - 7)]
  }
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  if (year !== undefined) return existing(Number(year), Number(month), Number(day))
  const written = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}|\d{2}))?$/.exec(text)
  if (!written) return []
  const [dayOfMonth, monthOfYear] = [Number(written[1]), Number(written[2])]
  const [, , , yearWritten] = written
  if (yearWritten !== undefined)
    return existing(
      Number(yearWritten.length === 2 ? `20${yearWritten}` : yearWritten),
      monthOfYear,
      dayOfMonth,
    )
  const thisYear = Number(today.slice(0, 4))
  return [thisYear - 1, thisYear, thisYear + 1]
    .flatMap(year => existing(year, monthOfYear, dayOfMonth))
    .toSorted((a, b) => awayFrom(a, today) - awayFrom(b, today))
}

const shortestWeekday = 2

function weekdayOf(text: string): number | undefined {
  const word = text.replace(/\.$/, '')
  if (word.length < shortestWeekday) return undefined
  const found = weekdays.findIndex(names => names.some(name => name.startsWith(word)))
  return found < 0 ? undefined : found
}

/** Nothing when the calendar has no such day. */
function existing(year: number, month: number, day: number): string[] {
  const at = new Date(Date.UTC(year, month - 1, day))
  const isThere = at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isThere ? [at.toISOString().slice(0, 10)] : []
}

const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const awayFrom = (a: string, b: string) => Math.abs(instantOf(a) - instantOf(b))
const daysAfter = (day: string, days: number) =>
  new Date(instantOf(day) + days * dayMs).toISOString().slice(0, 10)
/** 0 is Monday. */
const weekdayOfDay = (day: string) => (new Date(instantOf(day)).getUTCDay() + 6) % 7
