import ICAL from 'ical.js'
import { isMisread, type Moment, readMoment } from './moments.ts'
import type { Zones } from './zones.ts'

/** How an event repeats; `until`: the last day or instant that may be. */
export type Rule = { recurrence: ICAL.Recur; until: Moment | undefined }

const parts =
  /^(?:FREQ|UNTIL|COUNT|INTERVAL|BY(?:SECOND|MINUTE|HOUR|DAY|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)|WKST)$/
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

type Misrule = { wrong: 'unreadable' | 'no_such_day' | 'unknown_zone'; expected: string }
const example = 'FREQ=WEEKLY;BYDAY=MO'

/** Undefined parts, and those that stand twice, are none. */
export function readRule(value: string, begin: Moment, zones: Zones): Rule | Misrule {
  const said = value
    .toUpperCase()
    .split(/;\s*/)
    .filter(part => part !== '' && part !== 'RSCALE=GREGORIAN')
    .map(part => part.split('='))
  const names = said.map(([name = '']) => name)
  const isShaped =
    said.every(pair => pair.length === 2 && pair[1] !== '') && names.every(name => parts.test(name))
  if (!isShaped || new Set(names).size < names.length || !names.includes('FREQ'))
    return { wrong: 'unreadable', expected: example }
  const last = said.find(([name]) => name === 'UNTIL')?.[1]
  const until = last === undefined ? undefined : readMoment(last, begin.zone, zones)
  if (until && isMisread(until)) return until
  const recurrence = recurrenceOf(said.filter(([name]) => name !== 'UNTIL').map(pair => pair.join('=')))
  if (!recurrence) return { wrong: 'unreadable', expected: example }
  return canBe(said) ? { recurrence, until } : { wrong: 'no_such_day', expected: example }
}

function recurrenceOf(said: readonly string[]): ICAL.Recur | undefined {
  if (said.some(part => /^(?:COUNT|INTERVAL|BYMONTHDAY)=(?:.*,)?[+-]?0*(?:,|$)/.test(part))) return undefined
  try {
    return ICAL.Recur.fromString(said.join(';'))
  } catch {
    // The library throws without a kind where a rule is none.
    return undefined
  }
}

/** The thirtieth of February comes never; who looks for it looks for ever. */
function canBe(said: readonly string[][]): boolean {
  const numbersOf = (name: string) =>
    said
      .find(([one]) => one === name)?.[1]
      ?.split(',')
      .map(Number)
  const [months, days] = [numbersOf('BYMONTH'), numbersOf('BYMONTHDAY')]
  if (!months || !days) return true
  return months.some(month => days.some(day => Math.abs(day) <= (daysOfMonth[month - 1] ?? 0)))
}
