import Type, { type Static } from 'typebox'
import { Instant } from './envelope.ts'

const callApps = ['running', 'stopped', 'unknown'] as const
const callMedia = ['both', 'in', 'out', 'none', 'unknown'] as const

/**
 * What a set knows of a call, told inside its own lesson windows alone (`callBeforeMinutes`, `callAfterMinutes`).
 * `app`: the call application of this set. `media`: it holds camera or microphone, and as much as a call needs flows
 * that way. `since`: by the set's clock; the time of the message that brought it is the corrected one.
 */
export const CallFact = Type.Object({
  app: Type.Enum(callApps),
  media: Type.Enum(callMedia),
  since: Instant,
})
export type CallFact = Static<typeof CallFact>
