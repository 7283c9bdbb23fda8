import type { Property, WrittenEvent } from './lines.ts'
import type { Moment } from './moments.ts'
import type { Rule } from './rule.ts'
import { decisive, whyStrange } from './strange.ts'
import {
  allOf,
  type Extra,
  isExtra,
  isRule,
  isWhy,
  type Reading,
  readingBeside,
  readLength,
  readList,
  readOne,
  type Why,
} from './when.ts'

/** What is wrong with an event. `line` is where it begins, as a person counts; `isRead`: it was read all the same. */
export type WrongEvent = {
  event: string
  line: number
  property: string | null
  value: string | null
  wrong: Why['wrong'] | 'change_alone' | 'too_many' | 'cut'
  expected: string | null
  isRead: boolean
}

/** `lengthMs`: how long it takes. `extra`, `without`: what is added to and left out of its repetition. */
export type CalendarEvent = {
  line: number
  name: string
  uid: string | undefined
  /** What decides which of two versions is newer, in this order; instants. Undefined: it cannot be read. */
  version: { sequence: number | undefined; stamp: number; modified: number }
  /** What decides when it is, to know a copy by. */
  text: string
  isCancelled: boolean
  /** Which repetition of its event it changes, and all after it. */
  changes: { of: Moment; andLater: boolean } | undefined
  begin: Moment
  lengthMs: number
  rules: Rule[]
  exRules: Rule[]
  extra: Extra[]
  without: Moment[]
  /** Why it is not certain that it is then. */
  doubt: Why | undefined
}

const single = ['UID', 'DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID', 'STATUS', 'SEQUENCE']

/** Calendars that ask for something that is not so yet. */
const proposals = ['COUNTER', 'DECLINECOUNTER', 'REFRESH']

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
  const { method } = written.calendar
  if (proposals.includes(method))
    return refuse({ property: 'METHOD', value: method, wrong: 'conflict', expected: 'PUBLISH, REQUEST' })
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

export const isWrong = (one: CalendarEvent | WrongEvent): one is WrongEvent => 'wrong' in one

function readRest({ properties, calendar }: WrittenEvent, begin: Moment, reading: Reading) {
  const textOf = (name: string) => (allOf(properties, name)[0]?.value ?? '').trim()
  const lengthMs = readLength(properties, begin, reading)
  if (typeof lengthMs !== 'number') return lengthMs
  const changes = readChanged(properties, begin, reading)
  if (changes && isWhy(changes)) return changes
  const lists = (['RRULE', 'EXRULE', 'RDATE', 'EXDATE'] as const).map(name =>
    allOf(properties, name).flatMap(one => readList(one, begin, reading)),
  )
  const wrong = lists.flat().find(isWhy)
  if (wrong) return wrong
  const [rules = [], exRules = [], extra = [], without = []] = lists
  const isCancelled = calendar.method === 'CANCEL' || /^CANCELL?ED$/i.test(textOf('STATUS'))
  return {
    uid: textOf('UID') || undefined,
    version: versionOf(properties, reading),
    text: `${isCancelled} ${textOfDecisive(properties)}`,
    ...{ isCancelled, changes, lengthMs },
    ...{ rules: rules.filter(isRule), exRules: exRules.filter(isRule), extra: extra.filter(isExtra) },
    without: without.filter(isExtra).map(({ moment }) => moment),
    doubt: doubtOfZone(calendar.zone, begin, reading),
  }
}

function readChanged(
  properties: readonly Property[],
  begin: Moment,
  reading: Reading,
): CalendarEvent['changes'] | Why {
  const of = readOne(properties, 'RECURRENCE-ID', readingBeside(begin, reading))
  if (of === undefined || isWhy(of)) return of
  const range = allOf(properties, 'RECURRENCE-ID')[0]?.params.get('RANGE')?.toUpperCase()
  if (range !== undefined && range !== 'THISANDFUTURE')
    return {
      ...{ property: 'RECURRENCE-ID', value: range },
      ...{ wrong: 'unreadable', expected: 'RANGE=THISANDFUTURE' },
    }
  return { of, andLater: range !== undefined }
}

function versionOf(properties: readonly Property[], reading: Reading): CalendarEvent['version'] {
  const said = (allOf(properties, 'SEQUENCE')[0]?.value ?? '').trim()
  const sequence = said === '' ? 0 : /^\d{1,9}$/.test(said) ? Number(said) : undefined
  const instantOf = (name: string) => {
    const moment = readOne(properties, name, reading)
    return moment === undefined || isWhy(moment) ? Number.NEGATIVE_INFINITY : moment.at
  }
  return { sequence, stamp: instantOf('DTSTAMP'), modified: instantOf('LAST-MODIFIED') }
}

const textOfDecisive = (properties: readonly Property[]) =>
  properties
    .filter(({ name }) => decisive.includes(name))
    .map(({ name, value, params }) => `${name} ${[...params]} ${value.trim()}`)
    .sort()
    .join('\n')

/** Some programs hang times without a zone where their calendar says, others where they are looked at. */
function doubtOfZone(said: string | undefined, begin: Moment, { zones, own }: Reading): Why | undefined {
  const zone =
    said === undefined || begin.isDay || begin.isUtc || begin.zone !== own ? undefined : zones(said)
  if (said === undefined || !zone || zone.instantOf(begin.wall) === begin.at) return undefined
  return { property: 'X-WR-TIMEZONE', value: said, wrong: 'conflict', expected: null }
}

function summaryOf(properties: readonly Property[]): string {
  const said = allOf(properties, 'SUMMARY')[0]?.value ?? ''
  return said.replaceAll(/\\n/gi, ' ').replaceAll(/\\(.)/g, '$1').slice(0, 80).toWellFormed()
}
