import type { PresenceState } from '../../devices/rules.ts'
import type { BoardPair, BoardSide } from '../../overview/board/api.ts'
import { asksForPerson, type PairCondition, pairCondition, pairConditions } from '../../overview/rules.ts'

/** Pairs that ask for a person now stand before all others, whatever their condition. */
export const boardGroups = ['asks', ...pairConditions] as const
export type BoardGroup = (typeof boardGroups)[number]

/** Which pairs stand in which group, in the order of the screen; pairs by the code of their trajectory. */
export type Arrangement = Record<BoardGroup, readonly string[]>

/**
 * Groups as a technician looks; within a group lessons come first, then those that begin soon, then what has lasted
 * longest, then by code. `at`: ms since 1970 UTC.
 */
export function arrange(pairs: readonly BoardPair[], at: number): Arrangement {
  const groups = Map.groupBy(pairs, pair => groupOf(pair, at))
  const codes = (group: BoardGroup) =>
    (groups.get(group) ?? []).toSorted((a, b) => before(group, a, b)).map(pair => pair.trajectory)
  return {
    asks: codes('asks'),
    lost: codes('lost'),
    suspect: codes('suspect'),
    degraded: codes('degraded'),
    unknown: codes('unknown'),
    off: codes('off'),
    connected: codes('connected'),
  }
}

function groupOf(pair: BoardPair, at: number): BoardGroup {
  return asksForPerson(pair, at) ? 'asks' : conditionOf(pair)
}

export function conditionOf(pair: BoardPair): PairCondition {
  return pairCondition(pair.home?.presence, pair.school?.presence)
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

/** The set a technician wants to see first: the worse side, the class when both are alike. */
export function worseSide(pair: BoardPair): BoardSide | null {
  const rank = (side: BoardSide | null) => (side === null ? urgency.length : urgency.indexOf(side.presence))
  return rank(pair.home) < rank(pair.school) ? pair.home : (pair.school ?? pair.home)
}

const urgency: readonly PresenceState[] = ['lost', 'suspect', 'degraded', 'unheard', 'off', 'online']

const byDuration: Record<BoardGroup, boolean> = {
  asks: true,
  lost: true,
  suspect: true,
  degraded: true,
  unknown: false,
  off: false,
  connected: false,
}

function before(group: BoardGroup, a: BoardPair, b: BoardPair): number {
  const sooner = nearness(a) - nearness(b)
  const lasted = byDuration[group] ? sinceOf(a, conditionOf(a)) - sinceOf(b, conditionOf(b)) : 0
  return sooner || lasted || (a.trajectory < b.trajectory ? -1 : 1)
}

function nearness({ lesson }: BoardPair): number {
  const order: readonly (string | undefined)[] = ['lesson', 'run_up']
  const found = order.indexOf(lesson?.status)
  return found === -1 ? order.length : found
}

/** When the pair came into its condition: the earliest side that is in it. */
function sinceOf(pair: BoardPair, condition: PairCondition): number {
  const sides = [pair.home, pair.school].filter(side => side !== null)
  const moments = sides
    .filter(side => pairCondition(side.presence, side.presence) === condition)
    .map(side => side.presenceSince ?? Number.POSITIVE_INFINITY)
  return Math.min(...moments, Number.MAX_SAFE_INTEGER)
}

/** Whether the words typed are found in what the row shows. `child`: what it says of the child. */
export function matches(pair: BoardPair, words: string, child = ''): boolean {
  const shown = [
    pair.trajectory,
    child,
    pair.place?.name,
    pair.place?.municipality,
    pair.home?.set,
    pair.school?.set,
  ].join(' ')
  const plain = shown.toLowerCase()
  return words
    .toLowerCase()
    .split(' ')
    .every(word => plain.includes(word))
}
