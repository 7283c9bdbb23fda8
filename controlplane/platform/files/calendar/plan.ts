import ICAL from 'ical.js'
import type { CalendarEvent } from './event.ts'
import type { Moment } from './moments.ts'
import type { Rule } from './rule.ts'

/** Steps taken to find the repetitions of one event; a repetition may go on for ever. */
const stepsMax = 20_000

/** What a repetition would be had nobody changed it; `isLeftOut`: unless a change puts it back. */
export type Plan = { moment: Moment; lengthMs: number; isLeftOut: boolean }
/** `isOdd`: the event begins at a moment that its own rule does not have. */
export type Planned = { plans: Plan[]; isOdd: boolean }

const isMoment = (one: Moment | string): one is Moment => typeof one !== 'string'

/** Or why nobody can go through them. */
export function planOf(
  { begin, lengthMs, rules, exRules, extra, without }: CalendarEvent,
  until: number,
): Planned | 'too_many' | 'unreadable' {
  const repeated = rules.map(rule => momentsOf(rule, begin, until))
  const left = exRules.map(rule => momentsOf(rule, begin, until))
  const refused = [...repeated, ...left].find(one => typeof one === 'string')
  if (refused) return refused
  const out = [...without, ...left.flat().filter(isMoment)]
  const [instants, days] = [new Set<number>(), new Set<string>()]
  for (const { isDay, wall, at } of out)
    if (isDay) days.add(wall.toPlainDate().toString())
    else instants.add(at)
  const isOut = ({ at, wall }: Moment) => instants.has(at) || days.has(wall.toPlainDate().toString())
  const all = new Map<number, Plan>()
  for (const moment of [begin, ...repeated.flat().filter(isMoment)])
    all.set(moment.at, { moment, lengthMs, isLeftOut: isOut(moment) })
  for (const one of extra) {
    // A day alone has the time of the event.
    const wall =
      one.moment.isDay && !begin.isDay
        ? one.moment.wall.toPlainDate().toPlainDateTime(begin.wall.toPlainTime())
        : one.moment.wall
    const moment = wall === one.moment.wall ? one.moment : { ...begin, wall, at: begin.zone.instantOf(wall) }
    all.set(moment.at, { moment, lengthMs: one.lengthMs ?? lengthMs, isLeftOut: isOut(moment) })
  }
  const isOdd = rules.length > 0 && !repeated.flat().some(one => isMoment(one) && one.at === begin.at)
  return { plans: [...all.values()], isOdd }
}

/** On the wall of its zone: a lesson at nine is at nine in summer and in winter. */
function momentsOf(
  { recurrence, until }: Rule,
  begin: Moment,
  last: number,
): Moment[] | 'too_many' | 'unreadable' {
  const moments: Moment[] = []
  let count = 0
  for (const step of stepsOf(recurrence, begin)) {
    count += 1
    if (step === undefined) return 'unreadable'
    if (count > stepsMax) return 'too_many'
    const wall = new Temporal.PlainDateTime(
      step.year,
      step.month,
      step.day,
      step.hour,
      step.minute,
      step.second,
    )
    const at = begin.zone.instantOf(wall)
    const isOver = until && (until.isDay ? Temporal.PlainDate.compare(wall, until.wall) > 0 : at > until.at)
    if (isOver || at >= last) break
    moments.push({ ...begin, wall, at })
  }
  return moments
}

/** Undefined, as the last: the rule contradicts itself. */
function* stepsOf(recurrence: ICAL.Recur, { wall, isDay }: Moment): Generator<ICAL.Time | undefined> {
  const { year, month, day, hour, minute, second } = wall
  const start = new ICAL.Time(
    { year, month, day, hour, minute, second, isDate: isDay },
    ICAL.Timezone.localTimezone,
  )
  try {
    const steps = recurrence.iterator(start)
    for (let step = steps.next(); step; step = steps.next()) yield step
  } catch {
    // The library throws without a kind where the parts of a rule do not go together.
    yield undefined
  }
}
