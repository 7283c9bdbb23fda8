const years = /^20[2-9][0-9]$/
const codes = /^[A-Z0-9][A-Z0-9-]{1,31}$/

/** `year`: of its September. `location`: whose own days are drawn too. */
export type CalendarAddress = { year?: string; location?: string }

/** What the address says, as far as it can be true. */
export function parseCalendarAddress(search: Record<string, unknown>): CalendarAddress {
  const { year, location } = search
  return {
    ...(typeof year === 'string' && years.test(year) && { year }),
    ...(typeof location === 'string' && codes.test(location) && { location }),
  }
}
