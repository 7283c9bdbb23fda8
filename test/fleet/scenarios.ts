import type { HelpPress } from '../../agent/help/saved.ts'
import { seededRandom, shuffled } from './chance.ts'
import type { FleetSet } from './population.ts'

/** What a practice set goes through. */
export const scenarios = [
  'well',
  'never started',
  'switched off',
  'lost',
  'flapping',
  'outage of the location',
  'poor wifi',
  'camera absent',
  'camera comes and goes',
  'camera driver failed',
  'camera blocked',
  'hot',
  'disk nearly full',
  'battery runs down',
  'wrong clock',
  'few sensors',
  'child asks for help',
  'teacher asks for help',
] as const
export type Scenario = (typeof scenarios)[number]

/** What is wrong with sets: everything, what is so from the start and stays so, or nothing. */
export type Troubles = 'all' | 'steady' | 'none'
const moving: readonly Scenario[] = [
  'lost',
  'flapping',
  'camera comes and goes',
  'child asks for help',
  'teacher asks for help',
]

type Share = { share: number; kind: FleetSet['kind'] | 'both' }

/** How many sets of a kind go through it, at least one; the rest is well. The outage takes one school whole. */
const shares: Record<Exclude<Scenario, 'well' | 'outage of the location'>, Share> = {
  'never started': { share: 0.015, kind: 'both' },
  'switched off': { share: 0.03, kind: 'home' },
  lost: { share: 0.004, kind: 'both' },
  flapping: { share: 0.006, kind: 'both' },
  'poor wifi': { share: 0.05, kind: 'home' },
  'camera absent': { share: 0.006, kind: 'school' },
  'camera comes and goes': { share: 0.004, kind: 'both' },
  'camera driver failed': { share: 0.004, kind: 'school' },
  'camera blocked': { share: 0.004, kind: 'home' },
  hot: { share: 0.01, kind: 'school' },
  'disk nearly full': { share: 0.006, kind: 'both' },
  'battery runs down': { share: 0.01, kind: 'home' },
  'wrong clock': { share: 0.004, kind: 'home' },
  'few sensors': { share: 0.01, kind: 'both' },
  'child asks for help': { share: 0.002, kind: 'home' },
  'teacher asks for help': { share: 0.002, kind: 'school' },
}

/** Label → scenario; follows from the sets and the seed. */
export function castScenarios(
  sets: readonly FleetSet[],
  seed: number,
  troubles: Troubles = 'all',
): Map<string, Scenario> {
  const cast = new Map<string, Scenario>()
  if (troubles === 'none') return cast
  if (troubles === 'all')
    for (const label of setsOfBusiestSchool(sets)) cast.set(label, 'outage of the location')
  const order = shuffled(sets, seededRandom(seed * 31 + 1))
  for (const [scenario, { share, kind }] of Object.entries(shares) as [keyof typeof shares, Share][]) {
    if (troubles === 'steady' && moving.includes(scenario)) continue
    const free = order.filter(set => !cast.has(set.label) && (kind === 'both' || set.kind === kind))
    for (const set of free.slice(0, Math.max(1, Math.round(share * sets.length))))
      cast.set(set.label, scenario)
  }
  return cast
}

function setsOfBusiestSchool(sets: readonly FleetSet[]): string[] {
  const bySchool = Map.groupBy(
    sets.filter(set => set.kind === 'school'),
    set => set.location,
  )
  const [busiest] = [...bySchool.values()].sort((a, b) => b.length - a.length)
  return (busiest ?? []).map(set => set.label)
}

const minuteMs = 60_000

/** Whether the line of a set in this scenario carries anything at this time (ms since 1970 UTC). */
export function lineHolds(scenario: Scenario, atMs: number, ranMs: number): boolean {
  const within = (everyMs: number, fromMs: number, forMs: number) => {
    const into = atMs % everyMs
    return into >= fromMs && into < fromMs + forMs
  }
  if (scenario === 'flapping') return !within(75_000, 50_000, 25_000)
  if (scenario === 'outage of the location') return !within(30 * minuteMs, 10 * minuteMs, 6 * minuteMs)
  if (scenario === 'lost') return ranMs < 90_000
  return true
}

/** Scenarios whose line is cut at times; the others need no cable of their own. */
export const cutScenarios: readonly Scenario[] = ['flapping', 'outage of the location', 'lost']

/** Who asks for help in which scenario, and why. */
export const askings: { readonly [Each in Scenario]?: Pick<HelpPress, 'picture' | 'by' | 'language'> } = {
  'child asks for help': { picture: 'hear', by: 'child', language: 'nl' },
  'teacher asks for help': { picture: 'other', by: 'teacher', language: 'nl' },
}

/** A set that is switched off says goodbye after so long, and stays off. */
export const switchedOffAfterMs = 45_000
