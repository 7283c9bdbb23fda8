import type { DaySpan, WeekSpan, WrongHours } from '../../locations/hours/rules.ts'
import { daySpansMax, earliestLesson, latestLesson, whyWrongDay } from '../../locations/hours/rules.ts'
import { readTime, type Speech } from '../ui/civilTime.ts'
import { minutesOf, timeAt } from '../ui/wallClock.ts'

export const schoolDays = [1, 2, 3, 4, 5] as const
export const weekDays = [1, 2, 3, 4, 5, 6, 7] as const
const wednesday = 3
const noon = 12.5 * 60

export type WrongDay = 'unreadable' | 'outside' | 'too_many' | WrongHours
type Read = { ok: true; spans: DaySpan[] } | { ok: false; wrong: WrongDay }

/** Hours of one day as somebody typed them: "8.30-12, 13-15.35"; nothing is no school. */
export function readHours(text: string, speech: Speech = 'nl'): Read {
  const parts = text
    .toLowerCase()
    .split(/[,;+&/]|\s+en\s+|\s+and\s+/)
    .map(part => part.trim())
    .filter(part => part !== '')
  const spans = parts.map(part => readSpan(part, speech))
  if (!spans.every(span => span !== undefined)) return { ok: false, wrong: 'unreadable' }
  if (spans.length > daySpansMax) return { ok: false, wrong: 'too_many' }
  const wrong = whyWrongDay(spans)
  if (wrong !== undefined) return { ok: false, wrong }
  if (spans.some(([from, until]) => from < earliestLesson || until > latestLesson))
    return { ok: false, wrong: 'outside' }
  return { ok: true, spans: spans.toSorted((a, b) => a[0] - b[0]) }
}

function readSpan(part: string, speech: Speech): DaySpan | undefined {
  const [from, until, ...more] = part
    .replace(/^(?:van|from)\s+/, '')
    .split(/\s*(?:[-–—]|tot|to|until)\s*/)
    .map(time => readTime(time, speech))
  if (from === undefined || until === undefined || more.length > 0) return undefined
  return [minutesOf(from), minutesOf(until)]
}

/** "08:30–12:00, 13:00–15:35". */
export function saySpans(spans: readonly DaySpan[]): string {
  return spans.map(([from, until]) => `${timeAt(from)}–${timeAt(until)}`).join(', ')
}

/** The spans of one weekday, in order. */
export function spansOn(week: readonly WeekSpan[], weekday: number): DaySpan[] {
  return week
    .filter(([day]) => day === weekday)
    .map(([, from, until]) => [from, until] as const)
    .toSorted((a, b) => a[0] - b[0])
}

/** The other school days as Monday is: Wednesday gets what begins in the morning, until half past twelve at most. */
export function likeMonday(monday: readonly DaySpan[], weekday: number): readonly DaySpan[] {
  if (weekday !== wednesday) return monday
  return monday.filter(([from]) => from < noon).map(([from, until]) => [from, Math.min(until, noon)] as const)
}
