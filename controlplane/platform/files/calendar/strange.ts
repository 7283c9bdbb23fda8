import ICAL from 'ical.js'
import type { Property } from './lines.ts'

/** The lines that say when an event is, and which event it is. */
export const decisive = [
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'EXRULE',
  'RECURRENCE-ID',
  'STATUS',
  'SEQUENCE',
  'UID',
]
/** Names that calendars give to lines, each of them with any value: a room may be called 205. */
const known = new Set([
  ...Object.keys(ICAL.design.icalendar.property).map(name => name.toUpperCase()),
  ...decisive,
  ...['NAME', 'COLOR', 'IMAGE', 'SOURCE', 'CONFERENCE', 'REFRESH-INTERVAL', 'ACKNOWLEDGED', 'DCREATED'],
  ...['STYLED-DESCRIPTION', 'STRUCTURED-DATA', 'LINK', 'CONCEPT', 'REFID', 'ESTIMATED-DURATION'],
])
/** Those of events first, and then what programs write besides. */
const statuses = [
  ...['CONFIRMED', 'TENTATIVE', 'CANCELLED', 'CANCELED', '', 'NEEDS-ACTION', 'COMPLETED', 'IN-PROCESS'],
  ...['DRAFT', 'FINAL', 'BUSY', 'FREE', 'ACCEPTED', 'DECLINED'],
]
/** A line of its own that is a piece of another: a day, a time, a part of a rule, a length. */
const piece =
  /[:;=,]\d{8}(?:T\d{4,6}Z?)?(?:[,/]|\s*$)|^\d{1,8}(?:T\d{1,6})?Z?(?:[,/]|\s*$)|^(?:UNTIL|COUNT|INTERVAL|BY[A-Z]+|WKST)=|F?REQ=|^P(?:T?\d)|(?:^|[:;])C?ANCELL?ED\b/
/** One of those lines, whole or without its first sign, amid the text of another: an end of line is gone. */
const swallowed = new RegExp(
  [
    ...['D?TSTART', 'D?TEND', 'R?DATE', 'E?XDATE', 'R?ECURRENCE-ID'].map(
      name => `${name}(?=(?:;TZID=|;VALUE=|;RANGE=|:\\d{8}))`,
    ),
    ...['D?URATION(?=:PT?\\d)', 'R?RULE(?=:FREQ)', 'E?XRULE(?=:FREQ)', 'S?EQUENCE(?=:\\d)'],
    'S?TATUS(?=:(?:CANCELLED|CONFIRMED|TENTATIVE))',
  ].join('|'),
)

/** What shows that a line of an event is damaged in a sign that decides when the event is; undefined: nothing does. */
export function whyStrange(properties: readonly Property[]) {
  for (const { name, value } of properties) {
    const isKnown = known.has(name) || name.startsWith('X-')
    const near = isKnown ? undefined : decisive.find(word => isAlmost(name, value, word))
    if (near ?? (!isKnown && value === '' && piece.test(name)))
      return {
        property: near ?? name,
        value: `${name}:${value}`,
        wrong: 'damaged',
        expected: near ?? null,
      } as const
    const eaten = swallowed.exec(value === '' && !isKnown ? name : value)
    if (eaten) return { property: name, value, wrong: 'damaged', expected: eaten[0] } as const
    if (name === 'STATUS' && !statuses.includes(value.trim().toUpperCase()))
      return { property: name, value, wrong: 'damaged', expected: statuses.slice(0, 3).join(', ') } as const
  }
  return undefined
}

/** One sign is another, one too many or one too few; or what should stand before or behind does not. */
function isAlmost(name: string, value: string, word: string): boolean {
  if (name === word) return false
  const behind = name.startsWith(word) ? name.slice(word.length) : ''
  if (behind.length > 1 && (word.length > 3 || /^\W/.test(behind))) return true
  // An end of line fell into the name, or the sign behind it did.
  if (value !== '' && (word.endsWith(name) || isOneOff(`${name}:${value}`.slice(0, word.length), word)))
    return true
  return isOneOff(name, word)
}

function isOneOff(name: string, word: string): boolean {
  if (name === word) return false
  if (Math.abs(name.length - word.length) > 1 || (word.length < 4 && name.length !== word.length))
    return false
  const differs = [...word].findIndex((sign, index) => sign !== name[index])
  const at = differs < 0 ? word.length : differs
  const [other, longer, shorter] = [
    name.slice(at + 1) === word.slice(at + 1),
    name.slice(at + 1) === word.slice(at),
    name.slice(at) === word.slice(at + 1),
  ]
  return other || longer || shorter
}
