import { type CalendarRead, readHere } from '../../controlplane/platform/files/calendar/file.ts'

export const zone = 'Europe/Brussels'
const at = (text: string, of = zone) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(of).epochMilliseconds
const [from, until] = [at('2026-11-30T00:00'), at('2027-01-01T00:00')]
export const readBytes = (bytes: Uint8Array) => readHere({ bytes, from, until, zone, endless: [] })

export const event = (...lines: string[]) => [
  'BEGIN:VEVENT',
  'DTSTAMP:20261101T080000Z',
  ...lines,
  'END:VEVENT',
]
export const calendar = (...events: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Ergens//NL', ...events.flat(), 'END:VCALENDAR', ''].join(
    '\r\n',
  )
export const local = (name: 'DTSTART' | 'DTEND' | 'EXDATE' | 'RDATE' | 'RECURRENCE-ID', text: string) =>
  `${name};TZID=${zone}:${text}`
export const monday = (uid: string, ...more: string[]) =>
  event(
    `UID:${uid}`,
    local('DTSTART', '20260907T090000'),
    local('DTEND', '20260907T095000'),
    'RRULE:FREQ=WEEKLY;BYDAY=MO',
    `SUMMARY:Les van ${uid}`,
    ...more,
  )
export const once = (uid: string, day: string, ...more: string[]) =>
  event(
    `UID:${uid}`,
    local('DTSTART', `${day}T130000`),
    local('DTEND', `${day}T135000`),
    `SUMMARY:Les van ${uid}`,
    ...more,
  )

/** Days and hours as people say them: `30/11 9:00-9:50`. */
export function said(read: CalendarRead): string[] {
  if (!read.ok) throw new Error(`the calendar was refused: ${read.refusal}`)
  const wall = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  const clock = (ms: number) => wall(ms).toPlainTime().toString().slice(0, 5)
  return read.occurrences
    .toSorted((a, b) => a.from - b.from || a.until - b.until)
    .map(one => `${wall(one.from).day}/${wall(one.from).month} ${clock(one.from)}-${clock(one.until)}`)
}
export const told = (read: CalendarRead) =>
  read.ok
    ? read.wrong.map(({ event: name, property, wrong, isRead }) => [name, property, wrong, isRead])
    : [read.refusal]
export const sayAll = (...events: string[][]) => said(readBytes(Buffer.from(calendar(...events))))
export const readAll = (...events: string[][]) => readBytes(Buffer.from(calendar(...events)))
export const mondays = ['30/11', '7/12', '14/12', '21/12', '28/12'].map(day => `${day} 09:00-09:50`)
export const but = (...days: string[]) =>
  mondays.filter(each => !days.some(day => each.startsWith(`${day} `)))
