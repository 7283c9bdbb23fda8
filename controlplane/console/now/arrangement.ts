import { childWaits, isWaiting, saidInLesson, urgencyOf } from '../../overview/asks/rules.ts'
import type { BoardPair, BoardSide, BoardStorm } from '../../overview/board/api.ts'
import {
  mendedMs,
  pairCondition,
  pairTroubles,
  type SideKind,
  sideKinds,
  type Trouble,
} from '../../overview/rules.ts'

/**
 * Groups as a technician looks. `storm`: many are gone at once, which explains it. `asks`: for a person, now. `soon`:
 * somebody must look soon. `back`: it was wrong a moment ago. Then what is said of lessons, and the links of who is in
 * none. Nothing that shows amber or red stands below `soon`.
 */
export const boardGroups = [
  'storm',
  'asks',
  'soon',
  'back',
  'connecting',
  'unknown',
  'good',
  'no_lesson',
  'off',
  'connected',
] as const
export type BoardGroup = (typeof boardGroups)[number]

/** Which pairs stand in which group, in the order of the screen; pairs by the code of their trajectory. */
export type Arrangement = Record<BoardGroup, readonly string[]>

function arrangementOf(codesIn: (group: BoardGroup) => readonly string[]): Arrangement {
  return Object.fromEntries(boardGroups.map(group => [group, codesIn(group)])) as Arrangement
}

/** The pairs that storms explain. */
export function explainedBy(storms: readonly BoardStorm[]): ReadonlySet<string> {
  return new Set(storms.flatMap(({ pairs }) => pairs))
}

/**
 * Within a group lessons come first, then those that begin soon, then what is worse, then what has lasted longest, then
 * by code. `at`: ms since 1970 UTC.
 */
export function arrange(
  pairs: readonly BoardPair[],
  at: number,
  explained: ReadonlySet<string> = new Set(),
): Arrangement {
  const groups = Map.groupBy(pairs, pair => groupOf(pair, at, explained))
  return arrangementOf(group =>
    (groups.get(group) ?? []).toSorted((a, b) => before(group, a, b, at)).map(pair => pair.trajectory),
  )
}

/** `at`: ms since 1970 UTC. */
export function groupOf(pair: BoardPair, at: number, explained: ReadonlySet<string>): BoardGroup {
  if (explained.has(pair.trajectory)) return 'storm'
  const urgency = urgencyOf(pair, at)
  if (urgency !== undefined) return urgency === 'now' ? 'asks' : 'soon'
  const sides = [pair.home, pair.school]
  if (sides.some(side => side?.mendedAt !== undefined && at - side.mendedAt < mendedMs)) return 'back'
  const said = saidInLesson(pair)
  if (said) return calmOf[said.verdict]
  const condition = pairCondition(pair.home?.presence, pair.school?.presence)
  return condition === 'off' || condition === 'connected' ? condition : 'unknown'
}

/** Where a lesson stands for which nobody must look; those that always ask stand in no such group. */
const calmOf: Record<NonNullable<BoardPair['verdict']>['verdict'], BoardGroup> = {
  good: 'good',
  connecting: 'connecting',
  no_lesson: 'no_lesson',
  unknown: 'unknown',
  child_waits: 'unknown',
  child_waits_class_gone: 'unknown',
  class_waits: 'unknown',
  lesson_poor: 'unknown',
}

/** How many pairs would move, appear or go when the second arrangement took the place of the first. */
export function changesBetween(shown: Arrangement, next: Arrangement): number {
  const places = (arrangement: Arrangement) =>
    new Map(boardGroups.flatMap(group => arrangement[group].map(code => [code, group] as const)))
  const before = places(shown)
  const after = places(next)
  const gone = [...before.keys()].filter(code => !after.has(code)).length
  return gone + [...after].filter(([code, group]) => before.get(code) !== group).length
}

/** The order that is held under a hand, with who asks for a person since then above all; the same when nobody does. */
export function withNewlyAsking(shown: Arrangement, next: Arrangement): Arrangement {
  const known = new Set(shown.asks)
  const newly = next.asks.filter(code => !known.has(code))
  if (newly.length === 0) return shown
  const rest = (group: BoardGroup) => shown[group].filter(code => !newly.includes(code))
  return arrangementOf(group => (group === 'asks' ? [...newly, ...shown.asks] : rest(group)))
}

const byDuration: readonly BoardGroup[] = ['asks', 'soon']

function before(group: BoardGroup, a: BoardPair, b: BoardPair, at: number): number {
  const sooner = nearness(a) - nearness(b)
  if (!byDuration.includes(group)) return sooner || (a.trajectory < b.trajectory ? -1 : 1)
  const worse = weightOf(a, at) - weightOf(b, at)
  const lasted = wrongSince(a, at) - wrongSince(b, at)
  return sooner || worse || lasted || (a.trajectory < b.trajectory ? -1 : 1)
}

function nearness({ lesson }: BoardPair): number {
  const order: readonly (string | undefined)[] = ['lesson', 'run_up']
  const found = order.indexOf(lesson?.status)
  return found === -1 ? order.length : found
}

const away: readonly Trouble[] = ['lost', 'suspect', 'flapping']
const absent: readonly Trouble[] = ['no_set', 'unheard', 'off']

/** A child that waits, a class that is not there, a child that fell away, a part that does not work, a child that never came. */
function weightOf(pair: BoardPair, at: number): number {
  if (childWaits(pair)) return 0
  const { home, school } = pairTroubles(pair, at)
  if (school.some(trouble => away.includes(trouble) || absent.includes(trouble))) return 1
  if (home.some(trouble => away.includes(trouble))) return 2
  return home.some(trouble => absent.includes(trouble)) ? 4 : 3
}

/** Since when the first of what is wrong with a pair is so; of a child that waits since when it does; ms since 1970 UTC. */
export function wrongSince(pair: BoardPair, at: number): number {
  const said = saidInLesson(pair)
  if (said && isWaiting(said)) return said.since
  const wrong = pairTroubles(pair, at)
  const moments = sideKinds.map(kind => sideWrongSince(pair[kind], wrong[kind][0]))
  return Math.min(...moments, Number.MAX_SAFE_INTEGER)
}

function sideWrongSince(side: BoardSide | null, worst: Trouble | undefined): number {
  const never = Number.MAX_SAFE_INTEGER
  if (side === null || worst === undefined) return never
  if (worst === 'flapping') return side.breaksSince ?? never
  if (worst === 'not_ready') return side.check?.at ?? never
  return (worst === 'camera' || worst === 'sound' ? side.partsSince : side.presenceSince) ?? never
}

/** Whether the words typed are found in what the row shows. `child`: what it says of the child. */
export function matches(pair: BoardPair, words: string, child = ''): boolean {
  const labels = sideKinds.map((kind: SideKind) => pair[kind]?.set)
  const shown = [pair.trajectory, child, pair.place?.name, pair.place?.municipality, ...labels].join(' ')
  const plain = shown.toLowerCase()
  return words
    .toLowerCase()
    .split(' ')
    .every(word => plain.includes(word))
}
