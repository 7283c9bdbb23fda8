import { readDuration } from './duration.ts'
import type { Property, WrittenEvent } from './lines.ts'
import { isMisread, type Misread, type Moment, readMoment, zoneOf } from './moments.ts'
import { type Rule, readRule } from './rule.ts'
import { whyStrange } from './strange.ts'
import type { Zone, Zones } from './zones.ts'

/** What is wrong with an event. `line` is where it begins, as a person counts; `isRead`: it was read all the same. */
export type WrongEvent = {
  event: string
  line: number
  property: string | null
  value: string | null
  wrong:
    | Misread['wrong']
    | (
        | 'missing'
        | 'twice'
        | 'conflict'
        | 'not_closed'
        | 'not_opened'
        | 'damaged'
        | 'change_alone'
        | 'too_many'
      )
  expected: string | null
  isRead: boolean
}

/** `lengthMs`: how long it takes. `extra`, `without`: what is added to and left out of its repetition. */
export type CalendarEvent = {
  line: number
  name: string
  uid: string | undefined
  /** What decides which of two versions is newer, in this order. Undefined: it cannot be read. */
  version: { sequence: number | undefined; stamp: string; modified: string }
  /** Its lines, to know a copy by. */
  text: string
  isCancelled: boolean
  /** Which repetition of its event it changes, and all after it. */
  changes: { of: Moment; andLater: boolean } | undefined
  begin: Moment
  lengthMs: number
  rules: Rule[]
  exRules: Rule[]
  extra: { moment: Moment; lengthMs: number | undefined }[]
  without: Moment[]
}

/** What is read with: the zones that are known, and that of times without one. */
export type Reading = { zones: Zones; own: Zone }
type Why = Pick<WrongEvent, 'property' | 'value' | 'wrong' | 'expected'>

const single = ['UID', 'DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID', 'STATUS', 'SEQUENCE']

/** An event whose lines say when it is and no more than once. */
export function readEvent(written: WrittenEvent, reading: Reading): CalendarEvent | WrongEvent {
  const { line, properties } = written
  const name = summaryOf(properties)
  const refuse = ({ value, ...why }: Why): WrongEvent => ({
    ...{ event: name, line, ...why, isRead: false },
    value: value?.slice(0, 80).toWellFormed() ?? null,
  })
  if (written.broken)
    return refuse({
      property: null,
      value: null,
      wrong: written.broken,
      expected: 'BEGIN:VEVENT … END:VEVENT',
    })
  const strange = whyStrange(properties)
  if (strange) return refuse(strange)
  const twice = single.find(one => allOf(properties, one).length > 1)
  if (twice) return refuse({ property: twice, value: null, wrong: 'twice', expected: null })
  const begin = readOne(properties, 'DTSTART', reading)
  if (begin === undefined)
    return refuse({ property: 'DTSTART', value: null, wrong: 'missing', expected: null })
  if (isWhy(begin)) return refuse(begin)
  const rest = readRest(written, begin, reading)
  return isWhy(rest) ? refuse(rest) : { line, name, begin, ...rest }
}

const isWhy = (one: object): one is Why => 'wrong' in one
export const isWrong = (one: CalendarEvent | WrongEvent): one is WrongEvent => 'wrong' in one

function readRest({ properties, isRevoked }: WrittenEvent, begin: Moment, reading: Reading) {
  const textOf = (name: string) => (allOf(properties, name)[0]?.value ?? '').trim()
  const lengthMs = readLength(properties, begin, reading)
  if (typeof lengthMs !== 'number') return lengthMs
  const changed = readOne(properties, 'RECURRENCE-ID', reading)
  if (changed && isWhy(changed)) return changed
  const lists = (['RRULE', 'EXRULE', 'RDATE', 'EXDATE'] as const).map(name =>
    allOf(properties, name).flatMap(one => readList(one, begin, reading)),
  )
  const wrong = lists.flat().find(isWhy)
  if (wrong) return wrong
  const [rules = [], exRules = [], extra = [], without = []] = lists
  const range = allOf(properties, 'RECURRENCE-ID')[0]?.params.get('RANGE')
  return {
    uid: textOf('UID') || undefined,
    version: versionOf(textOf),
    text: properties.map(({ name, value, params }) => `${name} ${[...params]} ${value}`).join('\n'),
    isCancelled: isRevoked || /^CANCELL?ED$/i.test(textOf('STATUS')),
    changes: changed && { of: changed, andLater: range?.toUpperCase() === 'THISANDFUTURE' },
    ...{ lengthMs, rules: rules.filter(isRule), exRules: exRules.filter(isRule) },
    extra: extra.filter(isExtra),
    without: without.filter(isExtra).map(({ moment }) => moment),
  }
}

function versionOf(textOf: (name: string) => string): CalendarEvent['version'] {
  const said = textOf('SEQUENCE')
  const sequence = said === '' ? 0 : /^\d{1,9}$/.test(said) ? Number(said) : undefined
  return { sequence, stamp: textOf('DTSTAMP'), modified: textOf('LAST-MODIFIED') }
}

type Extra = CalendarEvent['extra'][number]
const isRule = (one: Rule | Extra | Why): one is Rule => 'recurrence' in one
const isExtra = (one: Rule | Extra | Why): one is Extra => 'moment' in one

/** The rule, or the moments, of one line. */
function readList(property: Property, begin: Moment, reading: Reading): (Rule | Extra | Why)[] {
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
  const zone = zoneOf(property, reading.zones, reading.own)
  if (isMisread(zone)) return [tell(zone)]
  if (value.trim() === '') return [tell({ wrong: 'missing', expected: '20261201T093000' })]
  return value
    .split(',')
    .filter(one => one.trim() !== '')
    .map(each => {
      const [from = '', until] = each.trim().split('/')
      const moment = readMoment(from, zone, reading.zones)
      if (isMisread(moment)) return tell(moment, each)
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

const dayMs = 86_400_000

/** A day takes a day; what has a time says how long it takes. */
function readLength(properties: readonly Property[], begin: Moment, reading: Reading): number | Why {
  const [duration] = allOf(properties, 'DURATION')
  const end = readOne(properties, 'DTEND', reading)
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
  if (end.isDay !== begin.isDay) return told('DTEND', 'conflict', 'DTSTART', end.wall.toString())
  return end.at < begin.at ? told('DTEND', 'conflict', '≥ DTSTART', end.wall.toString()) : end.at - begin.at
}

function readOne(
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

const allOf = (properties: readonly Property[], name: string) => properties.filter(one => one.name === name)

function summaryOf(properties: readonly Property[]): string {
  const said = allOf(properties, 'SUMMARY')[0]?.value ?? ''
  return said.replaceAll(/\\n/gi, ' ').replaceAll(/\\(.)/g, '$1').slice(0, 80).toWellFormed()
}
