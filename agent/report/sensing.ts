import type { Facts } from '../../protocol/facts.ts'
import type { Senses } from './rhythm.ts'
import type { Glance, Measurement } from './sampling.ts'

/** What the lessons of the set allow to be looked at, and ask for. */
export type Occasion = {
  /** inside its own lesson windows: a call may be known of */
  isCallTime: boolean
  /** and it ends before long */
  callTimeEnds: boolean
  /** from now to the end of the lesson that is on, or comes soon; undefined: none is near, or nobody knows */
  lessonEndsInMs: number | undefined
}
export const noOccasion: Occasion = { isCallTime: false, callTimeEnds: false, lessonEndsInMs: undefined }

/** What the set can tell of itself: a machine's own sensors, or those of a script. */
export type Sensing = {
  /** every few seconds: what changes fast, and the facts as they are now */
  glance: (occasion: Occasion) => Promise<Glance & { facts: Facts }>
  /** once a report, over the time since the last; `own`: of the agent alone, nothing else is looked at */
  measure: (of: Senses) => Promise<Measurement>
  /** somebody asks how the set is now: the next glance takes nothing from an earlier one; left out: none does */
  anew?: () => void
  /** one more request along the line, whose outcome a later glance brings; left out: it cannot be asked */
  ask?: () => void
  /** nobody glances until a lesson comes: what it allowed to be known is forgotten; left out: nothing is kept */
  rest?: () => void
  stop: () => void
}
