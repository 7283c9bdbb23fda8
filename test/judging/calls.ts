import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import type { Calling } from './calm.ts'
import type { Recorded } from './faults.ts'
import type { Cut, Day, Lesson } from './noise.ts'
import { between, randomOf } from './random.ts'
import { minuteMs, secondMs } from './world.ts'

/** What a set measures of its call at `at`. */
export type CallMoment = { side: Side; at: number; calling: Calling }

const callBeforeMs = 30 * minuteMs
/** A set notices after so long that nothing comes in any more. */
const noticedAfterMs = 8 * secondMs

/** What both sets measure of calls on a day: who comes when, and what cuts do to a call. */
export function callsOf(seed: number, records: readonly Recorded[], day: Day): CallMoment[] {
  const cuts = records.filter((record): record is Cut => record.kind === 'cut')
  const apart = records.filter(({ kind }) => kind === 'not_connected')
  return day.lessons.flatMap(lesson => {
    const idle = (['home', 'school'] as const).map((side): CallMoment => {
      return { side, at: lesson.from - callBeforeMs + 2 * secondMs, calling: 'idle' }
    })
    if (!lesson.isHeld) return idle
    const isApart = apart.some(record => 'at' in record && record.at === lesson.from)
    return [
      ...idle,
      ...(isApart ? waitingIn(lesson) : calledIn(lesson, randomOf(seed, 7, day.pair, lesson.from), cuts)),
    ]
  })
}

/** The child is there, and the class does not open its call. */
function waitingIn({ from, until }: Lesson): CallMoment[] {
  return [
    { side: 'home', at: from, calling: 'waiting' },
    { side: 'home', at: until, calling: 'idle' },
  ]
}

function calledIn({ from, until, lateMs }: Lesson, random: () => number, cuts: readonly Cut[]): CallMoment[] {
  const homeAt = lateMs > 0 ? from + lateMs : from - between(random, 0, 6 * minuteMs)
  const schoolAt = from - between(random, 0, 4 * minuteMs)
  const joinedAt = Math.max(homeAt, schoolAt) + between(random, 10, 60) * secondMs
  const endsAt = until - between(random, 0, 120) * secondMs
  const both = (at: number, calling: Calling): CallMoment[] => [
    { side: 'home', at, calling },
    { side: 'school', at: at + secondMs, calling },
  ]
  const found: CallMoment[] = [
    { side: 'home', at: homeAt, calling: 'waiting' },
    { side: 'school', at: schoolAt, calling: 'waiting' },
    ...both(joinedAt, 'in_call'),
  ]
  for (const { at, ms } of cuts) {
    if (ms <= noticedAfterMs || at <= joinedAt || at + ms >= endsAt - minuteMs) continue
    found.push(
      ...both(at + noticedAfterMs, 'waiting'),
      ...both(at + ms + between(random, 5, 20) * secondMs, 'in_call'),
    )
  }
  return [...found, ...both(endsAt, 'idle')].toSorted((a, b) => a.at - b.at)
}
