import { serverNow } from '../ui/clock.ts'
import { dayOf, noonOf } from '../ui/wallClock.ts'

const dayMs = 86_400_000

/** Whole days from one day to another, both "YYYY-MM-DD"; negative: back. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noonOf(to) - noonOf(from)) / dayMs)
}

const firstMonth = 7

/** The year of the September in which the school year of now began; it changes in July, when people plan the next one. */
export function schoolYearNow(now = serverNow()): number {
  const [year, month] = dayOf(now).split('-').map(Number) as [number, number, number]
  return month >= firstMonth ? year : year - 1
}

/** "2026–2027" */
export function schoolYearSays(year: number): string {
  return `${year}–${year + 1}`
}
