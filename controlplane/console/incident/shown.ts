import type { StormPair } from '../../signals/storm/api.ts'
import { isGone } from '../../signals/storm/pair-rules.ts'
import type { IncidentAddress, Shown } from './address.ts'

/** Which pairs each word of the filter keeps. */
const keeps: Record<Shown, (pair: StormPair) => boolean> = {
  gone: isGone,
  back: pair => pair.isMovedIn !== false && !isGone(pair),
  out: ({ isMovedIn }) => isMovedIn === false,
}

/** How many pairs each word of the filter would leave. */
export function countsOf(pairs: readonly StormPair[]): Record<Shown, number> {
  const count = (word: Shown) => pairs.filter(keeps[word]).length
  return { gone: count('gone'), back: count('back'), out: count('out') }
}

/** The pairs that the address asks for: by what they are, and by code, set or place. */
export function shownOf(pairs: readonly StormPair[], { show, q }: IncidentAddress): StormPair[] {
  const wanted = q?.toLowerCase()
  return pairs.filter(pair => {
    if (show !== undefined && !keeps[show](pair)) return false
    if (wanted === undefined) return true
    const { trajectory, place, sets } = pair
    const words = [trajectory, place?.code, place?.name, place?.municipality, ...sets.map(({ set }) => set)]
    return words.some(word => word?.toLowerCase().includes(wanted))
  })
}
