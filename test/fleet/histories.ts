import type { Random } from '../../agent/clock.ts'
import type { Day } from '../../controlplane/calendar/day/rules.ts'
import type { MilestoneName, MilestoneSide, Phase } from '../../controlplane/trajectories/milestone/rules.ts'
import { seededRandom, shuffled } from './chance.ts'

/** Where a trajectory is, and whether what comes next should have come. */
export type Plan = { phase: Phase; isLate: boolean }
type Step = { name: MilestoneName; side: MilestoneSide | null; day: Day }
/** What has come about in a trajectory until today. */
export type History = { milestones: Step[]; pause: { fromDay: Day; untilDay: Day } | null }

/** Every fifth trajectory has no set: it has not come so far, or is over. */
export const withoutSetEvery = 5

const inTime = (phase: Phase): Plan => ({ phase, isLate: false })
const late = (phase: Phase): Plan => ({ phase, isLate: true })

/** Of each twenty that hold a pair. */
const served: readonly Plan[] = [
  ...Array.from({ length: 14 }, () => inTime('live')),
  inTime('paused'),
  inTime('delivery'),
  inTime('start_up'),
  late('start_up'),
  inTime('closing'),
  inTime('returning'),
]
/** Of each ten that hold none. */
const unserved: readonly Plan[] = [
  inTime('request'),
  late('request'),
  inTime('assessment'),
  late('assessment'),
  inTime('agreement'),
  inTime('preparation'),
  inTime('waiting'),
  inTime('closed'),
  inTime('refused'),
  inTime('withdrawn'),
]

export function hasSets(index: number): boolean {
  return index % withoutSetEvery !== withoutSetEvery - 1
}

/** The place of a trajectory in its life; the same for the same seed and index. */
export function planOf(index: number, seed: number): Plan {
  const fifth = Math.floor(index / withoutSetEvery)
  const turn = hasSets(index) ? index - fifth : fifth
  const deck = hasSets(index) ? served : unserved
  const order = shuffled(deck, seededRandom(seed * 613 + Math.floor(turn / deck.length)))
  return order[turn % deck.length]!
}

/** What comes about, in its order, and how many days after what stands before it at most. */
const steps: readonly (readonly [MilestoneName, MilestoneSide | null, number])[] = [
  ['requested', null, 0],
  ['first_contact', 'family', 3],
  ['first_contact', 'school', 2],
  ['formal_ok', null, 3],
  ['substantive_ok', null, 4],
  ['agreement', 'family', 3],
  ['agreement', 'school', 2],
  ['introduction', 'home', 3],
  ['introduction', 'school', 2],
  ['network_test_ok', 'home', 1],
  ['network_test_ok', 'school', 2],
  ['network_agreement', 'school', 2],
  ['timetable_known', null, 1],
  ['ready_for_set', null, 1],
  ['assigned', 'home', 4],
  ['assigned', 'school', 0],
  ['delivered', 'home', 4],
  ['delivered', 'school', 1],
  ['installed', 'home', 2],
  ['installed', 'school', 2],
  ['first_lesson', null, 4],
  ['stop_decided', null, 60],
  ['last_lesson', null, 10],
  ['returned', 'home', 6],
  ['returned', 'school', 3],
  ['evaluation_asked', null, 3],
  ['closed', null, 5],
]

type Reach = {
  /** How many of the steps are done, least and most. */
  done: readonly [number, number]
  /** How many days ago the last of them was; when it is late, so many more. */
  ago: readonly [number, number]
  lateDays: number
  instead?: readonly MilestoneName[]
}

/** How far a trajectory in each phase has come. `instead`: what it ends with. */
const reaches: Record<Phase, Reach> = {
  request: { done: [1, 2], ago: [0, 4], lateDays: 14 },
  assessment: { done: [3, 4], ago: [1, 8], lateDays: 20 },
  agreement: { done: [5, 6], ago: [0, 4], lateDays: 12 },
  preparation: { done: [7, 12], ago: [1, 9], lateDays: 0 },
  waiting: { done: [14, 14], ago: [2, 45], lateDays: 0 },
  delivery: { done: [16, 19], ago: [0, 5], lateDays: 0 },
  start_up: { done: [20, 20], ago: [0, 5], lateDays: 20 },
  live: { done: [21, 21], ago: [3, 75], lateDays: 0 },
  paused: { done: [21, 21], ago: [20, 75], lateDays: 0 },
  closing: { done: [22, 22], ago: [1, 8], lateDays: 0 },
  returning: { done: [23, 24], ago: [1, 12], lateDays: 0 },
  closed: { done: [27, 27], ago: [3, 40], lateDays: 0 },
  refused: { done: [4, 4], ago: [3, 30], lateDays: 0, instead: ['substantive_refused'] },
  withdrawn: { done: [3, 3], ago: [3, 30], lateDays: 0, instead: ['withdrawn'] },
}

const pauseDays = { before: [2, 9], after: [4, 20] } as const

/** The milestones of a trajectory as they stand on a day; none at a weekend, none after the other way round. */
export function historyOf({ phase, isLate }: Plan, today: Day, random: Random): History {
  const { done, ago, lateDays, instead = [] } = reaches[phase]
  const ends = instead.map(name => [name, null, 3] as const)
  const path = [...steps.slice(0, between(done, random)), ...ends]
  let back = between(ago, random) + (isLate ? lateDays : 0)
  const milestones: Step[] = []
  for (const [name, side, gap] of path.toReversed()) {
    milestones.unshift({ name, side, day: workday(today, back) })
    back += Math.round((0.3 + 0.7 * random()) * gap)
  }
  if (phase !== 'paused') return { milestones, pause: null }
  const fromDay = plus(today, -between(pauseDays.before, random))
  return { milestones, pause: { fromDay, untilDay: plus(today, between(pauseDays.after, random)) } }
}

function between([least, most]: readonly [number, number], random: Random): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** So many days before, or the Friday before that. */
function workday(today: Day, daysBack: number): Day {
  const day = Temporal.PlainDate.from(today).subtract({ days: daysBack })
  return day.subtract({ days: Math.max(0, day.dayOfWeek - 5) }).toString()
}

export function plus(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}
