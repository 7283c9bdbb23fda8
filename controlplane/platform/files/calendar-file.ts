import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import ICAL from 'ical.js'

/** Occurrences that one file may come down to, and steps taken to find them; a repetition may go on for ever. */
const occurrencesMax = 5000
const stepsMax = 20_000
/** A rule that can never be met keeps its reader busy: after this the thread is ended. */
const readMsMax = 5000
const readMegabytesMax = 256

type Wanted = {
  /** The text of the file. */
  text: string
  /** Occurrences that begin from then until then; ms since 1970 UTC. */
  from: number
  until: number
  /** Of times that name no zone. */
  zone: string
}

/** `whole`: an event of whole days. Instants in ms since 1970 UTC. */
export type Occurrence = { from: number; until: number; whole: boolean }
export type CalendarRefusal = 'not_a_calendar' | 'too_many_events'
type CalendarRead = { ok: true; occurrences: Occurrence[] } | { ok: false; refusal: CalendarRefusal }

/** Reads the events of an iCalendar file, in a thread of its own, with their repetitions. What is cancelled is left out. */
export async function readCalendar(wanted: Wanted): Promise<CalendarRead> {
  const resourceLimits = { maxOldGenerationSizeMb: readMegabytesMax }
  const worker = new Worker(new URL(import.meta.url), { workerData: wanted, resourceLimits })
  const tooSlow = { ok: false, refusal: 'too_many_events' } as const
  const read = await new Promise<CalendarRead>(resolve => {
    const timer = setTimeout(() => resolve(tooSlow), readMsMax)
    worker.once('message', resolve)
    // It ran out of memory: what it throws itself it sends as a message.
    worker.once('error', () => resolve(tooSlow))
    worker.once('exit', () => clearTimeout(timer))
  })
  await worker.terminate()
  return read
}

function read({ text, from, until, zone }: Wanted): CalendarRead {
  const calendar = parse(text)
  if (!calendar) return { ok: false, refusal: 'not_a_calendar' }
  const occurrences: Occurrence[] = []
  let steps = 0
  for (const event of eventsOf(calendar)) {
    for (const { item, planned, startDate, endDate } of occurrencesOf(event)) {
      steps += 1
      if (steps > stepsMax || occurrences.length > occurrencesMax)
        return { ok: false, refusal: 'too_many_events' }
      const named = zoneOf(item, 'dtstart')
      if (instantOf(planned, zoneOf(event, 'dtstart'), zone) >= until) break
      const begin = instantOf(startDate, named, zone)
      if (begin < from || begin >= until || isCancelled(item)) continue
      const end = instantOf(endDate, zoneOf(item, 'dtend') ?? named, zone)
      occurrences.push({ from: begin, until: end, whole: startDate.isDate })
    }
  }
  return { ok: true, occurrences }
}

function parse(text: string): ICAL.Component | undefined {
  try {
    const parsed = ICAL.parse(text)
    const calendar = new ICAL.Component(parsed)
    return calendar.name === 'vcalendar' ? calendar : undefined
  } catch {
    // Whatever it is, it is no calendar; the library does not tell more than where it stopped.
    return undefined
  }
}

/** Each event with what was changed of its repetitions; a change without its event is an event of its own. */
function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  const components = calendar.getAllSubcomponents('vevent').filter(one => one.hasProperty('dtstart'))
  const byUid = Map.groupBy(components, one => String(one.getFirstPropertyValue('uid')))
  return [...byUid.values()].flatMap(group => {
    const changes = group.filter(one => one.hasProperty('recurrence-id'))
    const masters = group.filter(one => !one.hasProperty('recurrence-id'))
    if (masters.length === 0) return changes.map(one => new ICAL.Event(one, { exceptions: [] }))
    return masters.map(one => new ICAL.Event(one, { exceptions: changes }))
  })
}

/** `planned`: when it would begin had nobody moved it. */
type Details = { item: ICAL.Event; planned: ICAL.Time; startDate: ICAL.Time; endDate: ICAL.Time }

function* occurrencesOf(event: ICAL.Event): Generator<Details> {
  if (!event.isRecurring()) {
    const { startDate, endDate } = event
    yield { item: event, planned: startDate, startDate, endDate }
    return
  }
  const expansion = event.iterator()
  for (let next = expansion.next(); next; next = expansion.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    yield { item, planned: next, startDate, endDate }
  }
}

function isCancelled({ component }: ICAL.Event): boolean {
  return String(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED'
}

/** A zone that the world knows goes before what the file says of it; one that nobody knows is that of the school. */
function instantOf(time: ICAL.Time, named: string | undefined, zone: string): number {
  const { tzid } = time.zone
  const known = [named, tzid].find(isKnownZone)
  if (tzid === 'UTC' || (known === undefined && tzid !== 'floating')) return time.toUnixTime() * 1000
  const { year, month, day, hour, minute, second } = time
  const wall = new Temporal.PlainDateTime(year, month, day, hour, minute, Math.min(second, 59))
  return wall.toZonedDateTime(known ?? zone).epochMilliseconds
}

function zoneOf({ component }: ICAL.Event, property: 'dtstart' | 'dtend'): string | undefined {
  return component.getFirstProperty(property)?.getFirstParameter('tzid')
}

const zones = new Set(Intl.supportedValuesOf('timeZone'))
const isKnownZone = (name: string | undefined) => name !== undefined && zones.has(name)

function readSafely(wanted: Wanted): CalendarRead {
  try {
    return read(wanted)
  } catch {
    // A date that does not exist, a rule that cannot be: the library throws without a kind.
    return { ok: false, refusal: 'not_a_calendar' }
  }
}

if (!isMainThread && parentPort) parentPort.postMessage(readSafely(workerData as Wanted))
