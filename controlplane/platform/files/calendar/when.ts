import { readDuration } from './duration.ts'
import type { Property } from './lines.ts'
import { isMisread, type Misread, type Moment, readMoment, zoneOf } from './moments.ts'
import { type Rule, readRule } from './rule.ts'
import type { Zone, Zones } from './zones.ts'

/** What is read with: the zones that are known, and `own`, in which those times alone hang that name none. */
export type Reading = { zones: Zones; own: Zone }
/** Why a line of an event cannot be read. */
export type Why = {
  property: string | null
  value: string | null
  wrong: Misread['wrong'] | 'missing' | 'twice' | 'conflict' | 'not_closed' | 'not_opened' | 'damaged'
  expected: string | null
}
/** A moment that is added to a repetition. */
export type Extra = { moment: Moment; lengthMs: number | undefined }

const dayMs = 86_400_000
export const isWhy = (one: object): one is Why => 'wrong' in one && 'property' in one
export const isRule = (one: Rule | Extra | Why): one is Rule => 'recurrence' in one
export const isExtra = (one: Rule | Extra | Why): one is Extra => 'moment' in one
export const allOf = (properties: readonly Property[], name: string) =>
  properties.filter(one => one.name === name)

/** The moment that a line of this name says; undefined: there is none. */
export function readOne(
  properties: readonly Property[],
  name: string,
  { zones, own }: Reading,
): Moment | Why | undefined {
  const [property] = allOf(properties, name)
  if (!property) return undefined
  const zone = zoneOf(property, zones, own)
  const moment = isMisread(zone) ? zone : readMoment(property.value, zone, zones)
  return isMisread(moment) ? { property: name, value: property.value, ...moment } : moment
}

/** With what the other lines of an event are read: times without a zone hang where its begin does. */
export function readingBeside(begin: Moment, reading: Reading): Reading {
  return begin.isDay || begin.isUtc ? reading : { ...reading, own: begin.zone }
}

/** One hangs on the wall, the other is fixed, and that makes a difference: nobody knows which of the two is meant. */
function isMixed(begin: Moment, other: Moment, { own }: Reading): boolean {
  if (begin.isDay || other.isDay) return false
  if (begin.isUtc) return other.zone === own
  return begin.zone === own && other.zone !== own && other.at !== own.instantOf(other.wall)
}

/** The rule, or the moments, of one line; of no moments none are left out or added. */
export function readList(property: Property, begin: Moment, reading: Reading): (Rule | Extra | Why)[] {
  const { name, value } = property
  const tell = (why: Pick<Why, 'wrong' | 'expected'>, of = value): Why => ({
    property: name,
    value: of,
    ...why,
  })
  if (name.endsWith('RULE')) {
    const rule = readRule(value.trim(), begin, reading.zones)
    return ['wrong' in rule ? tell(rule) : rule]
  }
  if (value.trim() === '') return []
  const zone = zoneOf(property, reading.zones, readingBeside(begin, reading).own)
  if (isMisread(zone)) return [tell(zone)]
  return value
    .split(',')
    .filter(one => one.trim() !== '')
    .map(each => {
      const [from = '', until] = each.trim().split('/')
      const moment = readMoment(from, zone, reading.zones)
      if (isMisread(moment)) return tell(moment, each)
      if (name === 'RDATE' && isMixed(begin, moment, reading))
        return tell({ wrong: 'conflict', expected: 'DTSTART' }, each)
      const lengthMs = until === undefined ? undefined : readPeriod(until, moment, zone, reading.zones)
      return Number.isNaN(lengthMs)
        ? tell({ wrong: 'unreadable', expected: '…/PT50M' }, each)
        : { moment, lengthMs }
    })
}

function readPeriod(until: string, { at }: Moment, zone: Zone, zones: Zones): number {
  const length = readDuration(until)
  if (length !== undefined) return length
  const end = readMoment(until, zone, zones)
  return isMisread(end) || end.at < at ? Number.NaN : end.at - at
}

/** A day takes a day; what has a time says how long it takes. */
export function readLength(properties: readonly Property[], begin: Moment, reading: Reading): number | Why {
  const [duration] = allOf(properties, 'DURATION')
  const end = readOne(properties, 'DTEND', readingBeside(begin, reading))
  const told = (
    property: string,
    wrong: Why['wrong'],
    expected: string | null,
    value: string | null = null,
  ) => ({
    ...{ property, value, wrong, expected },
  })
  if (end && isWhy(end)) return end
  if (duration && end) return told('DURATION', 'conflict', 'DTEND', duration.value)
  const lasts = duration && readDuration(duration.value)
  if (begin.isDay && lasts !== undefined && lasts % dayMs !== 0)
    return told('DURATION', 'conflict', 'P1D', duration?.value)
  if (duration) return lasts ?? told('DURATION', 'unreadable', 'PT50M', duration.value)
  if (!end) return begin.isDay ? dayMs : told('DTEND', 'missing', 'DTEND, DURATION')
  if (end.isDay !== begin.isDay || isMixed(begin, end, reading))
    return told('DTEND', 'conflict', 'DTSTART', end.wall.toString())
  return end.at < begin.at ? told('DTEND', 'conflict', '≥ DTSTART', end.wall.toString()) : end.at - begin.at
}
