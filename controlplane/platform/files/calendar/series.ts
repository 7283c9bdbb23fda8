import type { CalendarEvent, WrongEvent } from './event.ts'
import type { Moment } from './moments.ts'
import { type Plan, planOf } from './plan.ts'
import type { Why } from './when.ts'

/** `whole`: an event of whole days; `alone`: a change of an event that is not in the file. Instants in ms since 1970 UTC. */
export type Occurrence = { from: number; until: number; whole: boolean; alone?: boolean }
/** `older`: versions that a newer one has replaced. */
export type Told = { occurrences: Occurrence[]; wrong: WrongEvent[]; older: number }
type Window = { from: number; until: number }

/** Versions of one event come down to the newest of it and of each of its changes. */
export function tellSeries(
  events: readonly CalendarEvent[],
  window: Window,
  before: (line: number) => void,
): Told {
  const [nameless, named] = [
    events.filter(one => one.uid === undefined),
    events.filter(one => one.uid !== undefined),
  ]
  const groups = [...nameless.map(one => [one]), ...Map.groupBy(named, ({ uid }) => uid).values()]
  const told: Told = { occurrences: [], wrong: [], older: 0 }
  for (const group of groups) {
    const versions = [...Map.groupBy(group, keysIn(group)).values()].map(newestOf)
    told.older += versions.reduce((sum, { older }) => sum + older, 0)
    told.wrong.push(
      ...versions.flatMap(({ alike }) => alike.map(one => wrongOf(one, 'twice', 'UID', 'SEQUENCE'))),
    )
    const held = versions.flatMap(({ newest }) => newest ?? [])
    const master = held.find(({ changes }) => changes === undefined)
    before(master?.line ?? held[0]?.line ?? 0)
    const { occurrences, wrong, older } = tellOne(
      master,
      held.filter(({ changes }) => changes !== undefined),
      window,
    )
    for (const one of occurrences) told.occurrences.push(one)
    told.wrong.push(...wrong)
    told.older += older
  }
  return told
}

/** What versions of one event have in common: all of it, or the repetition that they change, by its time or its day. */
function keysIn(group: readonly CalendarEvent[]): (event: CalendarEvent) => string {
  const zone = (group.find(({ changes }) => changes === undefined) ?? group[0])?.begin.zone
  const dayOf = ({ isDay, wall, at }: Moment) =>
    (isDay || !zone ? wall : zone.wallOf(at)).toPlainDate().toString()
  const timed = new Map(
    group.flatMap(({ changes }) =>
      changes && !changes.of.isDay ? [[dayOf(changes.of), changes.of.at]] : [],
    ),
  )
  return ({ changes }) => {
    if (!changes) return 'all'
    const { of } = changes
    return String(of.isDay ? (timed.get(dayOf(of)) ?? dayOf(of)) : of.at)
  }
}

/** Of versions that nothing tells apart and that say other things, none holds: which is meant nobody knows. */
function newestOf(versions: readonly CalendarEvent[]) {
  const copies = [...new Map(versions.map(one => [one.text, one])).values()]
  const isUnread = copies.length > 1 && copies.some(({ version }) => version.sequence === undefined)
  const sorted = copies.toSorted((a, b) => compare(b, a))
  const newest = sorted[0] as CalendarEvent
  const alike = isUnread ? copies : copies.filter(one => compare(one, newest) === 0)
  if (alike.length > 1) return { newest: undefined, alike, older: copies.length - alike.length }
  return { newest, alike: [], older: copies.length - 1 }
}

function compare({ version: a }: CalendarEvent, { version: b }: CalendarEvent): number {
  const inTime = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1)
  return (a.sequence ?? 0) - (b.sequence ?? 0) || inTime(a.stamp, b.stamp) || inTime(a.modified, b.modified)
}

function wrongOf(
  one: CalendarEvent,
  wrong: WrongEvent['wrong'],
  property: string | null,
  expected: string | null,
): WrongEvent {
  return { event: one.name, line: one.line, property, value: null, wrong, expected, isRead: false }
}

function tellOne(master: CalendarEvent | undefined, changes: readonly CalendarEvent[], window: Window): Told {
  if (!master) return aloneOf(changes, window)
  if (master.isCancelled) return { occurrences: [], wrong: [], older: changes.length }
  const last = Math.max(window.until, ...changes.map(one => (one.changes?.of.at ?? 0) + 86_400_000))
  const read = planOf(master, last)
  if (typeof read === 'string')
    return { occurrences: [], wrong: [wrongOf(master, read, 'RRULE', null)], older: 0 }
  const { plans: planned, isOdd } = read
  const stray = changes.filter(one => !planned.some(({ moment }) => isOf(one, moment)))
  const stale = stray.filter(({ version }) => (version.sequence ?? 0) < (master.version.sequence ?? 0))
  const alone = aloneOf(
    stray.filter(one => !stale.includes(one)),
    window,
  )
  const occurrences = planned.flatMap(plan => occurrenceOf(master, plan, changes))
  const within = occurrences.filter(({ from }) => from >= window.from && from < window.until)
  return {
    occurrences: [...within, ...alone.occurrences],
    wrong: [
      ...doubtsOf(master, planned, { isOdd: isOdd && isSeen(master, window), window }),
      ...doubtsOfZone(changes, window),
      ...alone.wrong,
    ],
    older: stale.length,
  }
}

const isSeen = ({ begin, rules }: CalendarEvent, { from, until }: Window) =>
  (begin.at >= from && begin.at < until) || rules.some(({ recurrence }) => recurrence.count)

type Seen = { isOdd: boolean; window: Window }

/** What of an event that was read may be otherwise than its lines say. */
function doubtsOf(master: CalendarEvent, planned: readonly Plan[], { isOdd, window }: Seen): WrongEvent[] {
  const told = (property: string, expected: string | null): WrongEvent => ({
    ...wrongOf(master, 'conflict', property, expected),
    isRead: true,
  })
  return [
    ...(missesIts(master, planned, window) ? [told('EXDATE', null)] : []),
    ...(isOdd ? [told('RRULE', 'DTSTART')] : []),
    ...(master.doubt ? [asRead(master, master.doubt)] : []),
  ]
}

const doubtsOfZone = (events: readonly CalendarEvent[], { from, until }: Window) =>
  events.flatMap(one =>
    one.doubt && one.begin.at >= from && one.begin.at < until ? [asRead(one, one.doubt)] : [],
  )

const asRead = ({ name: event, line }: CalendarEvent, doubt: Why): WrongEvent => ({
  ...{ event, line, ...doubt },
  isRead: true,
})

/** Whether a time is left out of a day on which the event is at another time: one of the two is not what was meant. */
function missesIts({ without, begin }: CalendarEvent, planned: readonly Plan[], { from }: Window): boolean {
  const dayOf = ({ at }: Moment) => begin.zone.wallOf(at).toPlainDate().toString()
  const [instants, days] = [
    new Set(planned.map(({ moment }) => moment.at)),
    new Set(planned.map(({ moment }) => dayOf(moment))),
  ]
  return without.some(
    one => one.at > from - 86_400_000 && !one.isDay && !instants.has(one.at) && days.has(dayOf(one)),
  )
}

/** A change names the repetition by its instant, or by its day. */
function isOf({ changes }: CalendarEvent, { at, wall }: Moment): boolean {
  if (!changes) return false
  const { of } = changes
  return of.isDay ? of.wall.toPlainDate().equals(wall.toPlainDate()) : of.at === at
}

function occurrenceOf(master: CalendarEvent, plan: Plan, changes: readonly CalendarEvent[]): Occurrence[] {
  const change = changes.find(one => isOf(one, plan.moment)) ?? shiftOf(changes, plan.moment)
  const whole = (change ?? master).begin.isDay
  if (change?.isCancelled || (plan.isLeftOut && !change)) return []
  if (!change) return [{ from: plan.moment.at, until: plan.moment.at + plan.lengthMs, whole }]
  const { changes: said, begin, lengthMs } = change
  // All that comes later moves along with the first that is changed.
  const moved = plan.moment.wall.add((said?.of ?? begin).wall.until(begin.wall))
  const from = isOf(change, plan.moment) ? begin.at : begin.zone.instantOf(moved)
  return [{ from, until: from + lengthMs, whole }]
}

function shiftOf(changes: readonly CalendarEvent[], { at }: Moment): CalendarEvent | undefined {
  return changes
    .filter(one => one.changes?.andLater && one.changes.of.at <= at)
    .toSorted((a, b) => (b.changes?.of.at ?? 0) - (a.changes?.of.at ?? 0))[0]
}

/** Of changes without their event only their own day is known; that is told. */
function aloneOf(changes: readonly CalendarEvent[], { from, until }: Window): Told {
  const told = changes.filter(({ begin }) => begin.at >= from && begin.at < until)
  return {
    occurrences: told
      .filter(({ isCancelled }) => !isCancelled)
      .map(({ begin, lengthMs }) => ({
        ...{ from: begin.at, until: begin.at + lengthMs },
        ...{ whole: begin.isDay, alone: true },
      })),
    wrong: told.map(one => ({
      ...wrongOf(one, 'change_alone', 'RECURRENCE-ID', one.uid ?? null),
      isRead: true,
    })),
    older: 0,
  }
}
