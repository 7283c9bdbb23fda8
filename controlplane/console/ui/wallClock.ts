const zone = 'Europe/Brussels'
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
})
const day = new Intl.DateTimeFormat('sv-SE', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  timeZone: zone,
})
const dayMs = 86_400_000

/** "HH:MM" in Brussels, as the contract of duties writes it. `at` in ms since 1970 UTC. */
export const timeOf = (at: number): string => clock.format(at)
/** "YYYY-MM-DD" in Brussels. */
export const dayOf = (at: number): string => day.format(at)

/** Minutes since midnight on the clock of the wall in Brussels. */
export const minuteOfDay = (at: number): number => minutesOf(clock.format(at))

/** Minutes of "HH:MM". */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}

/** "HH:MM" of minutes since midnight. */
export function timeAt(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The day so many days later, both "YYYY-MM-DD". */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** A moment of a day that lies in it wherever it is looked at, in ms since 1970 UTC: for formats that take a moment. */
export function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`)
}
