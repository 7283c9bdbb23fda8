import Type from 'typebox'
import { told } from './delivery.ts'
import { Instant, StoredRange } from './envelope.ts'
import { refusals } from './kept-out.ts'

/** How many ranges one `refused` names; the rest is refused too and named when it comes again. */
export const refusedRangesMax = 8

/** These numbers are neither stored nor acknowledged and stay where they are. None: what a hello says was not believed. */
const Refused = Type.Object({
  reason: Type.Enum(refusals),
  numbers: Type.Array(StoredRange, { maxItems: refusedRangesMax }),
  now: Instant,
})
export const refused = told(512, Refused, 'these numbers are not stored, and why')
