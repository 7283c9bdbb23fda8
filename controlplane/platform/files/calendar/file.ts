import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type CalendarEvent, isWrong, readEvent, type WrongEvent } from './event.ts'
import { splitCalendar } from './lines.ts'
import { type Occurrence, tellSeries } from './series.ts'
import { worldZone, zonesOf } from './zones.ts'

/** Occurrences that one file may come down to. */
const occurrencesMax = 5000
/** A rule that can never be met keeps its reader busy: after this the thread is ended, and its event is left out. */
const readMsMax = 5000
const readsMax = 3
const readMegabytesMax = 256

type Wanted = {
  /** The file. */
  bytes: Uint8Array
  /** Occurrences that begin from then until then; ms since 1970 UTC. */
  from: number
  until: number
  /** Of times that name no zone. */
  zone: string
}

export type CalendarRefusal = 'not_a_calendar' | 'too_many_events'
/** `wrong`: events that cannot be read, or were with a doubt; `older`: versions that newer ones have replaced. */
export type CalendarRead =
  | { ok: true; occurrences: Occurrence[]; wrong: WrongEvent[]; older: number }
  | { ok: false; refusal: CalendarRefusal }

type Message = { at: number } | { read: CalendarRead }
/** `endless`: lines of events whose repetition is never found. */
type Task = Wanted & { endless: number[] }

/** Reads the events of an iCalendar file, in a thread of its own, with their repetitions. What is cancelled is left out. */
export async function readCalendar(wanted: Wanted): Promise<CalendarRead> {
  const endless: number[] = []
  for (let reads = 0; reads < readsMax; reads += 1) {
    const { read, at } = await readOnce({ ...wanted, endless })
    if (read) return read
    if (at !== undefined) endless.push(at)
  }
  return { ok: false, refusal: 'too_many_events' }
}

/** `at`: the line of the event on which it stopped. */
async function readOnce(task: Task): Promise<{ read?: CalendarRead; at?: number | undefined }> {
  const resourceLimits = { maxOldGenerationSizeMb: readMegabytesMax }
  const worker = new Worker(new URL(import.meta.url), { workerData: task, resourceLimits })
  let at: number | undefined
  const read = await new Promise<CalendarRead | undefined>(resolve => {
    const timer = setTimeout(() => resolve(undefined), readMsMax)
    worker.on('message', (message: Message) => {
      if ('at' in message) at = message.at
      else resolve(message.read)
    })
    // It ran out of memory: what it throws itself ends the test.
    worker.once('error', () => resolve({ ok: false, refusal: 'too_many_events' }))
    worker.once('exit', () => clearTimeout(timer))
  })
  await worker.terminate()
  return read ? { read } : { at }
}

/** What the thread does. `before`: told which event comes next, by its line. */
export function readHere(task: Task, before: (line: number) => void = () => undefined): CalendarRead {
  const { isCalendar, events, zones, cuts } = splitCalendar(task.bytes)
  if (!isCalendar) return { ok: false, refusal: 'not_a_calendar' }
  const own = worldZone(task.zone)
  if (!own) throw new Error(`nobody knows the zone ${task.zone}`)
  // A copy, so that times which hang nowhere are told from those that name this zone.
  const reading = { zones: zonesOf(zones), own: { ...own } }
  const read = events.map(event => readEvent(event, reading))
  const wrong = read.filter(isWrong)
  const good = read.filter((one): one is CalendarEvent => !isWrong(one))
  const endless = good.filter(({ line }) => task.endless.includes(line))
  const told = tellSeries(
    good.filter(one => !endless.includes(one)),
    task,
    before,
  )
  if (told.occurrences.length > occurrencesMax) return { ok: false, refusal: 'too_many_events' }
  const tooMany = endless.map(({ line, name }) => ({
    ...{ event: name, line, property: 'RRULE', value: null },
    ...{ wrong: 'too_many' as const, expected: null, isRead: false },
  }))
  const cut = cuts.map(line => ({
    ...{ event: '', line, property: null, value: null },
    ...{ wrong: 'cut' as const, expected: 'END:VCALENDAR', isRead: true },
  }))
  const all = [...wrong, ...tooMany, ...told.wrong, ...cut].sort((a, b) => a.line - b.line)
  return { ok: true, occurrences: told.occurrences, wrong: all, older: told.older }
}

if (!isMainThread && parentPort) {
  const port = parentPort
  port.postMessage({ read: readHere(workerData as Task, at => port.postMessage({ at })) })
}
