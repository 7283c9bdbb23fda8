import { decodeText } from '../text.ts'

/**
 * A line of a calendar, unfolded: `DTSTART;TZID=Europe/Brussels:20261201T090000`. `name` and those of `params` in
 * capitals, `value` with the blanks that it has.
 */
export type Property = { line: number; name: string; params: ReadonlyMap<string, string>; value: string }

/** What a calendar says of all its events: what it is sent for (`CANCEL`), and where its clock hangs. */
type Head = { method: string; zone: string | undefined }
/** An event as its lines say it. `broken`: why its lines cannot be trusted. */
export type WrittenEvent = {
  line: number
  properties: Property[]
  calendar: Head
  broken: 'not_closed' | 'not_opened' | undefined
}
/** `zones`: the lines of each zone that the file defines. `cuts`: lines where a calendar stops before its end. */
export type WrittenCalendar = {
  isCalendar: boolean
  events: WrittenEvent[]
  zones: string[][]
  cuts: number[]
}

/** `text`: the lines of a zone, which are read on their own. */
type Part = { name: string; line: number; properties: Property[]; text: string[]; hasStray: boolean }
type Line = { line: number; text: string }

/** The events and zones of a file, whatever else stands around or between them: several calendars, a page, a mark. */
export function splitCalendar(bytes: Uint8Array): WrittenCalendar {
  const found: WrittenCalendar = { isCalendar: false, events: [], zones: [], cuts: [] }
  const reading: Reading = { head: newHead(), open: [], found }
  const lines = unfold(decodeText(bytes))
  for (const line of lines) {
    const [, mark, name = ''] = /^(BEGIN|END):\s*(\S.*?)\s*$/i.exec(line.text) ?? []
    if (mark?.toUpperCase() === 'BEGIN') begin(reading, name.toUpperCase(), line)
    else if (mark !== undefined) end(reading, name.toUpperCase(), line)
    else addLine(reading, line)
  }
  closeOpen(reading, 0, lines.at(-1)?.line ?? 1)
  return found
}

type Reading = { head: Head; open: Part[]; found: WrittenCalendar }
const newHead = (): Head => ({ method: '', zone: undefined })

/** Lines that begin with a blank go on where the one before them stopped. */
function unfold(text: string): Line[] {
  const lines: Line[] = []
  const blank: Line[] = []
  for (const [index, each] of text
    .trimEnd()
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = lines.at(-1)
    if (/^[ \t]/.test(each) && last) last.text += each.slice(1)
    else if (each !== '') lines.push({ line: index + 1, text: each })
    else if (last) blank.push(last)
  }
  // The only empty line of a file stands where a sign became an end of line: the line before it lacks one.
  const [cut, ...others] = blank
  if (cut && others.length === 0) cut.text += ' '
  return lines
}

function begin(reading: Reading, name: string, { line, text }: Line): void {
  const { open, found } = reading
  if (name === 'VCALENDAR') {
    closeOpen(reading, 0, line)
    reading.head = newHead()
  }
  const event = open.findIndex(part => part.name === 'VEVENT')
  if (name === 'VEVENT' && event >= 0) closeOpen(reading, event, line)
  if (name === 'VCALENDAR' || name === 'VEVENT') found.isCalendar = true
  keepText(open, text)
  open.push({ name, line, properties: [], text: [text], hasStray: false })
}

function end(reading: Reading, name: string, { line, text }: Line): void {
  const { open, found } = reading
  keepText(open, text)
  const at = open.findLastIndex(part => part.name === name)
  const inEvent = open.find(part => part.name === 'VEVENT')
  if (at < 0) {
    if (name === 'VEVENT') addEvent(reading, { line, properties: [] }, 'not_opened')
    else if (inEvent) inEvent.hasStray = true
    return
  }
  const isWhole = at === open.length - 1
  const part = open[at] as Part
  if (name === 'VEVENT') addEvent(reading, part, isWhole && !part.hasStray ? undefined : 'not_closed')
  else closeOpen(reading, at + 1, line)
  if (name === 'VTIMEZONE' && isWhole) found.zones.push(part.text)
  open.length = Math.min(at, open.length)
}

function keepText(open: readonly Part[], text: string): void {
  open.find(({ name }) => name === 'VTIMEZONE')?.text.push(text)
}

/** Parts that nobody closed, from the one at `at`: an event among them cannot be trusted, a calendar may lack some. */
function closeOpen(reading: Reading, at: number, line: number): void {
  for (const part of reading.open.slice(at)) {
    if (part.name === 'VEVENT') addEvent(reading, part, 'not_closed')
    if (part.name === 'VCALENDAR') reading.found.cuts.push(line)
  }
  reading.open.length = Math.min(at, reading.open.length)
}

function addEvent(
  { found, head }: Reading,
  { line, properties }: Pick<Part, 'line' | 'properties'>,
  broken: WrittenEvent['broken'],
): void {
  found.isCalendar = true
  found.events.push({ line, properties, calendar: head, broken })
}

function addLine(reading: Reading, { line, text }: Line): void {
  const part = reading.open.at(-1)
  keepText(reading.open, text)
  const property = readProperty(line, text)
  if (part?.name === 'VEVENT') part.properties.push(property)
  if (part?.name !== 'VCALENDAR') return
  if (property.name === 'METHOD') reading.head.method = property.value.trim().toUpperCase()
  if (property.name === 'X-WR-TIMEZONE') reading.head.zone = property.value.trim()
}

/** What goes on behind the colon of `TZID=(UTC+01:00) Brussels:20261201T090000`, written without quotes. */
const zoneWithColon = /^([^":]*(?::[^":]*)?):(\d{8}(?:T\d{6}Z?)?(?:[,/][\dTZPWDHMS,/]+)?\s*)$/

/** A line that has no shape is all name. */
function readProperty(line: number, text: string): Property {
  const [, name, rest = '', value = ''] =
    /^([^:;"]+)((?:;[^:;"=]*=(?:"[^"]*"|[^:;"]*)(?:,"[^"]*")*)*):(.*)$/s.exec(text) ?? []
  if (name === undefined) return { line, name: text.trim().toUpperCase(), params: new Map(), value: '' }
  const [, ofZone, moments] = /;TZID=[^";]*$/i.test(rest) ? (zoneWithColon.exec(value) ?? []) : []
  if (ofZone !== undefined && moments !== undefined)
    return readProperty(line, `${name}${rest.replace(/;TZID=(.*)$/i, `;TZID="$1:${ofZone}"`)}:${moments}`)
  const params = [...rest.matchAll(/;([^=]*)=("[^"]*"|[^;]*)/g)].map(
    ([, param = '', said = '']) => [param.trim().toUpperCase(), said.replaceAll('"', '').trim()] as const,
  )
  return { line, name: name.trim().toUpperCase(), params: new Map(params), value }
}
