import type { Facts } from '../../protocol/facts.ts'
import type { Senses } from './rhythm.ts'
import type { Glance, Measurement } from './sampling.ts'

/** What the set can tell of itself: a machine's own sensors, or those of a script. */
export type Sensing = {
  /** every few seconds: what changes fast, and the facts as they are now */
  glance: () => Promise<Glance & { facts: Facts }>
  /** once a report, over the time since the last; `own`: of the agent alone, nothing else is looked at */
  measure: (of: Senses) => Promise<Measurement>
  stop: () => void
}
