import type { BoardPair, BoardSide } from '../../overview/board/api.ts'
import {
  asksForPerson,
  mendedMs,
  pairCondition,
  pairTroubles,
  type SideKind,
  sideKinds,
  type Trouble,
  waitsForClass,
} from '../../overview/rules.ts'

/**
 * Groups as a technician looks. `asks`: for a person, now. `soon`: something is wrong, and no lesson is near. `back`: it
 * was wrong a moment ago. Nothing that shows amber or red stands in another.
 */
export const boardGroups = ['asks', 'soon', 'back', 'unknown', 'off', 'connected'] as const
export type BoardGroup = (typeof boardGroups)[number]

/** Which pairs stand in which group, in the order of the screen; pairs by the code of their trajectory. */
export type Arrangement = Record<BoardGroup, readonly string[]>

/**
 * Within a group lessons come first, then those that begin soon, then what is worse, then what has lasted longest, then
 * by code. `at`: ms since 1970 UTC.
 */
export function arrange(pairs: readonly BoardPair[], at: number): Arrangement {
  const groups = Map.groupBy(pairs, pair => groupOf(pair, at))
  const codes = (group: BoardGroup) =>
    (groups.get(group) ?? []).toSorted((a, b) => before(group, a, b, at)).map(pair => pair.trajectory)
  return {
    asks: codes('asks'),
    soon: codes('soon'),
    back: codes('back'),
    unknown: codes('unknown'),
    off: codes('off'),
    connected: codes('connected'),
  }
}

/** `at`: ms since 1970 UTC. */
export function groupOf(pair: BoardPair, at: number): BoardGroup {
  if (asksForPerson(pair, at)) return 'asks'
  const { home, school } = pairTroubles(pair, at)
  if (home.length + school.length > 0) return 'soon'
  const sides = [pair.home, pair.school]
  if (sides.some(side => side?.mendedAt !== undefined && at - side.mendedAt < mendedMs)) return 'back'
  const condition = pairCondition(pair.home?.presence, pair.school?.presence)
  return condition === 'off' || condition === 'connected' ? condition : 'unknown'
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
  return {
    asks: [...newly, ...shown.asks],
    soon: rest('soon'),
    back: rest('back'),
    unknown: rest('unknown'),
    off: rest('off'),
    connected: rest('connected'),
  }
}

const byDuration: Record<BoardGroup, boolean> = {
  asks: true,
  soon: true,
  back: false,
  unknown: false,
  off: false,
  connected: false,
}

function before(group: BoardGroup, a: BoardPair, b: BoardPair, at: number): number {
  const sooner = nearness(a) - nearness(b)
  if (!byDuration[group]) return sooner || (a.trajectory < b.trajectory ? -1 : 1)
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
  if (waitsForClass(pair)) return 0
  const { home, school } = pairTroubles(pair, at)
  if (school.some(trouble => away.includes(trouble) || absent.includes(trouble))) return 1
  if (home.some(trouble => away.includes(trouble))) return 2
  return home.some(trouble => absent.includes(trouble)) ? 4 : 3
}

/** Since when the first of what is wrong with a pair is so; ms since 1970 UTC. */
export function wrongSince(pair: BoardPair, at: number): number {
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
