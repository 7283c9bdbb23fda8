const zone = 'Europe/Brussels'
const minuteMs = 60_000
const dayMs = 86_400_000

/** Dates dd/mm/yyyy, 24-hour clock, decimals as the language writes them; always civil time of Brussels. */
export type Formats = ReturnType<typeof formatsFor>

export function formatsFor(language: 'nl' | 'en') {
  const locale = `${language}-BE`
  const with2 = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const
  const date2 = { day: '2-digit', month: '2-digit', timeZone: zone } as const
  const clock = new Intl.DateTimeFormat(locale, with2)
  const day = new Intl.DateTimeFormat(locale, date2)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone })
  const dayOfMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone: zone })
  const fullDate = new Intl.DateTimeFormat(locale, { ...date2, year: 'numeric' })
  const exactTime = new Intl.DateTimeFormat(locale, { ...with2, second: '2-digit' })
  const numbers = [0, 1, 2].map(
    digits => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const choice = new Intl.ListFormat(locale, { type: 'disjunction' })
  const list = new Intl.ListFormat(locale)
  return {
    locale,
    either: (words: readonly string[]) => choice.format(words),
    all: (words: readonly string[]) => list.format(words),
    time: (at: number) => clock.format(at),
    day: (at: number) => day.format(at),
    dayOfMonth: (at: number) => dayOfMonth.format(at),
    weekday: (at: number) => weekday.format(at),
    date: (at: number) => fullDate.format(at),
    exact: (at: number) => `${fullDate.format(at)} ${exactTime.format(at)}`,
    sameDay: (a: number, b: number) => fullDate.format(a) === fullDate.format(b),
    number: (value: number, digits: 0 | 1 | 2 = 0) => numbers[digits]!.format(value),
  }
}

/** How long ago in the grain people use; under a minute is `now`. */
export type Age = { unit: 'now' | 'minutes' | 'hours' | 'days'; count: number }

export function ageOf(at: number, now: number): Age {
  const passed = Math.max(0, now - at)
  if (passed < minuteMs) return { unit: 'now', count: 0 }
  if (passed < 60 * minuteMs) return { unit: 'minutes', count: Math.floor(passed / minuteMs) }
  if (passed < 2 * dayMs) return { unit: 'hours', count: Math.floor(passed / (60 * minuteMs)) }
  return { unit: 'days', count: Math.floor(passed / dayMs) }
}
