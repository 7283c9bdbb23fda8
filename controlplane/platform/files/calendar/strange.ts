import type { Property } from './lines.ts'

/** The lines that say when an event is, and which event it is. */
const decisive = [
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
/** Names that resemble those, or have values that do, and are others. */
const others = new Set([
  ...decisive,
  ...[
    'DTSTAMP',
    'DUE',
    'URL',
    'CREATED',
    'LAST-MODIFIED',
    'COMPLETED',
    'ACKNOWLEDGED',
    'TRIGGER',
    'DCREATED',
  ],
])
/** Those of events first, and then what programs write besides. */
const statuses = [
  ...['CONFIRMED', 'TENTATIVE', 'CANCELLED', 'CANCELED', '', 'NEEDS-ACTION', 'COMPLETED', 'IN-PROCESS'],
  ...['DRAFT', 'FINAL', 'BUSY', 'FREE', 'ACCEPTED', 'DECLINED'],
]
/** What only those say: a day, a time, a rule, a length. */
const decides =
  /(?:^|[:;=])\d{8}(?:T\d{4,6}Z?)?(?:[,/]|\s*$)|FREQ=|^P(?:T?\d)|(?:^|[:;])C?ANCELL?ED\b|^\d{1,6}Z?$/
/** One of those names, whole or without its first sign, amid the text of another line: an end of line is gone. */
const swallowed =
  /(?:D?TSTART|D?TEND|D?URATION|R?RULE|E?XRULE|R?DATE(?=[:;](?:TZID|VALUE|\d))|E?XDATE|R?ECURRENCE-ID|S?TATUS(?=:(?:CANCELLED|CONFIRMED|TENTATIVE))|S?EQUENCE(?=:\d))[:;]/

/** What shows that a line of an event is damaged in a sign that decides when the event is; undefined: nothing does. */
export function whyStrange(properties: readonly Property[]) {
  for (const { name, value } of properties) {
    const isOther = others.has(name) || name.startsWith('X-')
    const near = isOther ? undefined : decisive.find(word => isAlmost(name, word))
    if (near ?? (!isOther && decides.test(value || name)))
      return {
        property: near ?? name,
        value: `${name}:${value}`,
        wrong: 'damaged',
        expected: near ?? null,
      } as const
    const eaten = swallowed.exec(value === '' && !isOther ? name : value)
    if (eaten) return { property: name, value, wrong: 'damaged', expected: eaten[0] } as const
    if (name === 'STATUS' && !statuses.includes(value.trim().toUpperCase()))
      return { property: name, value, wrong: 'damaged', expected: statuses.slice(0, 3).join(', ') } as const
  }
  return undefined
}

/** One sign is another, one too many or one too few; or what should stand behind the name does not. */
function isAlmost(name: string, word: string): boolean {
  if (name === word) return false
  const behind = name.startsWith(word) ? name.slice(word.length) : ''
  if (behind.length > 1 && (word.length > 3 || /^\W/.test(behind))) return true
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
