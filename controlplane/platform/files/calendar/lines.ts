import { decodeText } from '../text.ts'

/**
 * A line of a calendar, unfolded: `DTSTART;TZID=Europe/Brussels:20261201T090000`. `name` and those of `params` in
 * capitals, `value` with the blanks that it has.
 */
export type Property = { line: number; name: string; params: ReadonlyMap<string, string>; value: string }

/** An event as its lines say it. `isRevoked`: its calendar only takes events back. `broken`: why its lines cannot be trusted. */
export type WrittenEvent = {
  line: number
  properties: Property[]
  isRevoked: boolean
  broken: 'not_closed' | 'not_opened' | undefined
}
/** `zones`: the lines of each zone that the file defines. */
export type WrittenCalendar = { isCalendar: boolean; events: WrittenEvent[]; zones: string[][] }

type Part = { name: string; line: number; properties: Property[]; text: string[]; hasStray: boolean }
type Line = { line: number; text: string }

/** The events and zones of a file, whatever else stands around or between them: several calendars, a page, a mark. */
export function splitCalendar(bytes: Uint8Array): WrittenCalendar {
  const reading: Reading = { isRevoked: false, open: [], found: { isCalendar: false, events: [], zones: [] } }
  for (const line of unfold(decodeText(bytes))) {
    const [, mark, name = ''] = /^(BEGIN|END):\s*(\S.*?)\s*$/i.exec(line.text) ?? []
    if (mark?.toUpperCase() === 'BEGIN') begin(reading, name.toUpperCase(), line)
    else if (mark !== undefined) end(reading, name.toUpperCase(), line)
    else addLine(reading, line)
  }
  closeOpen(reading, 0)
  return reading.found
}

type Reading = { isRevoked: boolean; open: Part[]; found: WrittenCalendar }

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
    closeOpen(reading, 0)
    reading.isRevoked = false
  }
  const event = open.findIndex(part => part.name === 'VEVENT')
  if (name === 'VEVENT' && event >= 0) closeOpen(reading, event)
  if (name === 'VCALENDAR' || name === 'VEVENT') found.isCalendar = true
  for (const part of open) part.text.push(text)
  open.push({ name, line, properties: [], text: [text], hasStray: false })
}

function end(reading: Reading, name: string, { line, text }: Line): void {
  const { open, found } = reading
  for (const part of open) part.text.push(text)
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
  else closeOpen(reading, at + 1)
  if (name === 'VTIMEZONE' && isWhole) found.zones.push(part.text)
  open.length = Math.min(at, open.length)
}

/** Parts that nobody closed, from the one at `at`: an event among them cannot be trusted. */
function closeOpen(reading: Reading, at: number): void {
  for (const part of reading.open.slice(at)) if (part.name === 'VEVENT') addEvent(reading, part, 'not_closed')
  reading.open.length = Math.min(at, reading.open.length)
}

function addEvent(
  { found, isRevoked }: Reading,
  { line, properties }: Pick<Part, 'line' | 'properties'>,
  broken: WrittenEvent['broken'],
): void {
  found.isCalendar = true
  found.events.push({ line, properties, isRevoked, broken })
}

function addLine(reading: Reading, { line, text }: Line): void {
  const part = reading.open.at(-1)
  for (const each of reading.open) each.text.push(text)
  const property = readProperty(line, text)
  if (part?.name === 'VEVENT') part.properties.push(property)
  if (property.name === 'METHOD' && part?.name === 'VCALENDAR')
    reading.isRevoked = property.value.trim().toUpperCase() === 'CANCEL'
}

/** A line that has no shape is all name. */
function readProperty(line: number, text: string): Property {
  const [, name, rest = '', value = ''] =
    /^([^:;"]+)((?:;[^:;"=]*=(?:"[^"]*"|[^:;"]*)(?:,"[^"]*")*)*):(.*)$/s.exec(text) ?? []
  if (name === undefined) return { line, name: text.trim().toUpperCase(), params: new Map(), value: '' }
  const params = [...rest.matchAll(/;([^=]*)=("[^"]*"|[^;]*)/g)].map(
    ([, param = '', said = '']) => [param.trim().toUpperCase(), said.replaceAll('"', '').trim()] as const,
  )
  return { line, name: name.trim().toUpperCase(), params: new Map(params), value }
}
