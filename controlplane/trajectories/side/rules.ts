import type { LocationKind } from '../../locations/rules.ts'
import type { SetKind } from '../../sets/rules.ts'

/** A pair has a side for each kind of set. */
export type Side = SetKind

/** Where a side may be: a child in a hospital has its home side there. */
const places: Record<Side, readonly LocationKind[]> = { home: ['home', 'hospital'], school: ['school'] }

export function placesOf(side: Side): readonly LocationKind[] {
  return places[side]
}

/** A set as far as it matters here. `pairOf`: the trajectory that it serves now; null: none. */
export type KnownSet = { kind: string; pairOf: string | null }

/** Why a set may not serve this side of this trajectory (null: one that is new); undefined: it may. */
export function whyNotServe(
  { kind, pairOf }: KnownSet,
  side: Side,
  trajectory: string | null,
): 'wrong_kind' | 'set_in_pair' | undefined {
  if (kind !== side) return 'wrong_kind'
  return pairOf !== null && pairOf !== trajectory ? 'set_in_pair' : undefined
}
