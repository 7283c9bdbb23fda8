import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import { between, happens, type Random, randomOf, times } from './random.ts'
import { beginsOf, minuteMs, secondMs, untilOf, type World } from './world.ts'

/** A lesson as it goes: held or not, and how late the home is there. */
export type Lesson = { from: number; until: number; isHeld: boolean; lateMs: number }
/** A day of a pair: its lessons, and when each set is started anew. */
export type Day = {
  kind: 'day'
  pair: number
  lessons: Lesson[]
  /** Nothing that its sets say comes late. */
  isExact: boolean
  restarts: Record<Side, { at: number; ms: number }>
}
/** `isQuiet`: nothing tells that the line broke, and the set is missed after its keep-alive alone. */
export type Cut = { kind: 'cut'; pair: number; side: Side; at: number; ms: number; isQuiet: boolean }
export type PoorReport = { kind: 'poor_report'; pair: number; side: Side; at: number; lossPercent: number }
export type Unplugged = { kind: 'unplugged'; pair: number; at: number; ms: number }
export type ClockJump = {
  kind: 'clock_jump'
  pair: number
  side: Side
  at: number
  ms: number
  offMs: number
}
/** What happens to a pair that is no fault, one record each. */
export type Noise = Day | Cut | PoorReport | Unplugged | ClockJump

/** How often, a live set and lesson day. */
const rates = { shortCuts: 2, longCuts: 0.5, poorReports: 3, unplugged: 0.3, clockJumps: 0.01 }
const lateChance = 0.1
const notHeldChance = 0.03
const quietChance = 0.2

/** The background of one pair on one lesson day. Most of it falls around its lessons, where it might be taken for more. */
export function noiseOf(world: World, pair: number, day: number): [Day, ...Noise[]] {
  const random = randomOf(world.seed, 2, pair, day)
  const begins = beginsOf(world, pair, day)
  const isLate = happens(random, lateChance)
  const lessons = begins.map((from, index): Lesson => {
    const lateMs = isLate && index === 0 ? between(random, 5 * minuteMs, 20 * minuteMs) : 0
    return { from, until: untilOf(from), isHeld: !happens(random, notHeldChance), lateMs }
  })
  const from = lessons[0]!.from - 35 * minuteMs
  const until = lessons.at(-1)!.until + 15 * minuteMs
  const restarts = { home: restartOf(random, lessons), school: restartOf(random, lessons) }
  const noise: Noise[] = []
  for (const side of ['home', 'school'] as const) {
    const some = (mean: number) =>
      Array.from({ length: times(random, mean) }, () => between(random, from, until))
    const cut = (at: number, ms: number) =>
      noise.push({ kind: 'cut', pair, side, at, ms, isQuiet: happens(random, quietChance) })
    for (const at of some(rates.shortCuts)) cut(at, between(random, 5 * secondMs, 30 * secondMs))
    for (const at of some(rates.longCuts)) cut(at, between(random, 30 * secondMs, 55 * secondMs))
    for (const at of apart(times(random, rates.poorReports), () => between(random, from, until)))
      noise.push({ kind: 'poor_report', pair, side, at, lossPercent: between(random, 5, 8) })
    for (const at of some(rates.clockJumps)) {
      const [ms, offMs] = [between(random, 30, 300) * secondMs, between(random, -60, 60) * minuteMs]
      noise.push({ kind: 'clock_jump', pair, side, at, ms, offMs })
    }
  }
  // A class set has cameras, and the rule about them another hold; a webcam is what hangs at home.
  if (happens(random, rates.unplugged)) {
    const ms = between(random, 3 * secondMs, 90 * secondMs)
    noise.push({ kind: 'unplugged', pair, at: between(random, from, until), ms })
  }
  return [{ kind: 'day', pair, lessons, isExact: false, restarts }, ...noise]
}

function restartOf(random: Random, lessons: readonly Lesson[]) {
  const ms = between(random, 40 * secondMs, 120 * secondMs)
  const from = lessons[0]!.from - 90 * minuteMs
  const until = lessons.at(-1)!.until + 60 * minuteMs
  for (;;) {
    const at = between(random, from, until)
    if (lessons.every(lesson => at + ms < lesson.from - 2 * minuteMs || at > lesson.until)) return { at, ms }
  }
}

/** So many, one at a time: four reports lie between. */
function apart(count: number, draw: () => number): number[] {
  const drawn: number[] = []
  while (drawn.length < count) {
    const at = draw()
    if (drawn.every(other => Math.abs(at - other) > 5 * minuteMs)) drawn.push(at)
  }
  return drawn
}
