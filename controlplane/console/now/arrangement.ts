import type { PresenceState } from '../../devices/rules.ts'
import type { BoardPair, BoardSide } from '../../overview/board-api.ts'
import { type PairCondition, pairCondition, pairConditions } from '../../overview/rules.ts'

/** Which pairs stand in which group, in the order of the screen; pairs by the code of their trajectory. */
export type Arrangement = Record<PairCondition, readonly string[]>

/** Groups as a technician looks; within a group what has lasted longest comes first, then by code. */
export function arrange(pairs: readonly BoardPair[]): Arrangement {
  const groups: Record<PairCondition, BoardPair[]> = {
    lost: [],
    suspect: [],
    degraded: [],
    unknown: [],
    off: [],
    connected: [],
  }
  for (const pair of pairs) groups[conditionOf(pair)].push(pair)
  const codes = (condition: PairCondition) =>
    groups[condition].toSorted((a, b) => before(condition, a, b)).map(pair => pair.trajectory)
  return {
    lost: codes('lost'),
    suspect: codes('suspect'),
    degraded: codes('degraded'),
    unknown: codes('unknown'),
    off: codes('off'),
    connected: codes('connected'),
  }
}

export function conditionOf(pair: BoardPair): PairCondition {
  return pairCondition(pair.home?.presence, pair.school?.presence)
}

/** How many pairs would move, appear or go when the second arrangement took the place of the first. */
export function changesBetween(shown: Arrangement, next: Arrangement): number {
  const places = (arrangement: Arrangement) =>
    new Map(
      pairConditions.flatMap(condition => arrangement[condition].map(code => [code, condition] as const)),
    )
  const before = places(shown)
  const after = places(next)
  const gone = [...before.keys()].filter(code => !after.has(code)).length
  return gone + [...after].filter(([code, condition]) => before.get(code) !== condition).length
}

/** The set a technician wants to see first: the worse side, the class when both are alike. */
export function worseSide(pair: BoardPair): BoardSide | null {
  const rank = (side: BoardSide | null) => (side === null ? urgency.length : urgency.indexOf(side.presence))
  return rank(pair.home) < rank(pair.school) ? pair.home : (pair.school ?? pair.home)
}

const urgency: readonly PresenceState[] = ['lost', 'suspect', 'degraded', 'unheard', 'off', 'online']

const byDuration: Record<PairCondition, boolean> = {
  lost: true,
  suspect: true,
  degraded: true,
  unknown: false,
  off: false,
  connected: false,
}

function before(condition: PairCondition, a: BoardPair, b: BoardPair): number {
  const lasted = byDuration[condition] ? sinceOf(a, condition) - sinceOf(b, condition) : 0
  return lasted || (a.trajectory < b.trajectory ? -1 : 1)
}

/** When the pair came into its condition: the earliest side that is in it. */
function sinceOf(pair: BoardPair, condition: PairCondition): number {
  const sides = [pair.home, pair.school].filter(side => side !== null)
  const moments = sides
    .filter(side => pairCondition(side.presence, side.presence) === condition)
    .map(side => side.presenceSince ?? Number.POSITIVE_INFINITY)
  return Math.min(...moments, Number.MAX_SAFE_INTEGER)
}

/** Whether the words typed are found in what the row shows. */
export function matches(pair: BoardPair, words: string): boolean {
  const shown = [
    pair.trajectory,
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
