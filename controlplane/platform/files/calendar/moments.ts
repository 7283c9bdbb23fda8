import type { Property } from './lines.ts'
import type { Zone, Zones } from './zones.ts'

/** A day, or a time of a day, on the wall of its zone and as an instant (ms since 1970 UTC). `isUtc`: it ends in Z, or so. */
export type Moment = { wall: Temporal.PlainDateTime; at: number; isDay: boolean; isUtc: boolean; zone: Zone }
/** What is wrong with a value. */
export type Misread = { wrong: 'unreadable' | 'no_such_day' | 'unknown_zone'; expected: string }

/** As calendars write it, and as the rest of the world does. */
const compact = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})?)?$/
const spelled = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?$/
const example = '20261201T093000'
/** No event of before is a lesson. */
const earliestYear = 1900
const params = ['TZID', 'VALUE', 'RANGE']

/** Where times of a property hang: in its zone, or on the wall of the school. */
export function zoneOf({ params: said, value }: Property, zones: Zones, own: Zone): Zone | Misread {
  const strange = [...said.keys()].find(name => !params.includes(name) && !name.startsWith('X-'))
  if (strange !== undefined) return { wrong: 'unreadable', expected: params.join(', ') }
  if (!/^(?:DATE|DATE-TIME|PERIOD)?$/i.test(said.get('VALUE') ?? ''))
    return { wrong: 'unreadable', expected: 'DATE, DATE-TIME' }
  const name = said.get('TZID')
  // A blank where the mark of UTC would stand: nobody knows which of the two it was.
  if (!name && /\d\s$/.test(value)) return { wrong: 'unreadable', expected: example }
  if (!name) return own
  return zones(name) ?? { wrong: 'unknown_zone', expected: 'Europe/Brussels' }
}

/** A day or time that no calendar has is none: the thirty-first of November is not the first of December. */
export function readMoment(value: string, zone: Zone, zones: Zones): Moment | Misread {
  const said = value.trim()
  const [, year, month, date, hour, minute = '0', second = '0', offset] =
    compact.exec(said) ?? spelled.exec(said) ?? []
  if (year === undefined) return { wrong: 'unreadable', expected: example }
  const wall = wallOf([year, month, date, hour ?? 0, minute, second].map(Number))
  const hung = offset === undefined ? zone : zones(offset)
  if (!wall || wall.year < earliestYear || !hung?.has(wall))
    return { wrong: 'no_such_day', expected: example }
  return {
    wall,
    at: hung.instantOf(wall),
    isDay: hour === undefined,
    isUtc: offset !== undefined,
    zone: hung,
  }
}

function wallOf(parts: readonly number[]): Temporal.PlainDateTime | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  try {
    const fields = { year, month, day, hour, minute, second: second === 60 ? 59 : second }
    return Temporal.PlainDateTime.from(fields, { overflow: 'reject' })
  } catch {
    // There is no other way to ask whether a day exists.
    return undefined
  }
}

export const isMisread = (one: object): one is Misread => 'wrong' in one
