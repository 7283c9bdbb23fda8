import { parse } from 'node-cron'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** The 29th of February may be eight years away. */
const daysMax = 8 * 366

/**
 * The first instant after `after` (ms since 1970 UTC) that a cron line with seconds names, in UTC.
 * @throws when the line cannot be read, or names no day that there is.
 */
export function nextTime(line: string, after: number): number {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek } = parse(line)
  const firstDay = Math.floor(after / dayMs) * dayMs
  for (let day = firstDay; day < firstDay + daysMax * dayMs; day += dayMs) {
    const date = new Date(day)
    if (!month.includes(date.getUTCMonth() + 1) || !dayOfMonth.includes(date.getUTCDate())) continue
    if (!dayOfWeek.includes(date.getUTCDay())) continue
    for (const hours of hour) {
      const from = day + hours * hourMs
      if (from + hourMs <= after) continue
      const at = firstIn(from, minute, second, after)
      if (at !== undefined) return at
    }
  }
  throw new Error(`the cron line names no day: ${line}`)
}

function firstIn(hour: number, minutes: number[], seconds: number[], after: number): number | undefined {
  for (const minute of minutes) {
    for (const second of seconds) {
      const at = hour + minute * 60_000 + second * 1000
      if (at > after) return at
    }
  }
  return undefined
}
