import Type from 'typebox'
import { told } from './delivery.ts'
import { Instant, StoredRange } from './envelope.ts'

/**
 * Why the control plane keeps something out. `gaps`: too many holes between the numbers stored of a run. `epochs`: too
 * many runs are open. `unheard`: a run above the one that said hello last. `allowance`: all that a set may say of a kind
 * in a day was said. `outbox`: a hello says that messages wait, and not credibly from which number on.
 */
export const refusals = ['gaps', 'epochs', 'unheard', 'allowance', 'outbox'] as const
export type Refusal = (typeof refusals)[number]

/** How many ranges one `refused` names; the rest is refused too and named when it comes again. */
export const refusedRangesMax = 8

/** These numbers are neither stored nor acknowledged and stay where they are. None: what a hello says was not believed. */
const Refused = Type.Object({
  reason: Type.Enum(refusals),
  numbers: Type.Array(StoredRange, { maxItems: refusedRangesMax }),
  now: Instant,
})
export const refused = told(512, Refused, 'these numbers are not stored, and why')
