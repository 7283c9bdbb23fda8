import { inFlightMax } from '../protocol/presence.ts'
import { type BackoffTimes, backoffTimes } from './backoff.ts'
import type { ConversationTimes } from './conversation.ts'

export type LinkTimes = ConversationTimes &
  BackoffTimes & {
    keepAliveSeconds: number
    /** from the first byte of a connection to the broker's answer */
    connectMs: number
    /** a goodbye that has not left by then is given up */
    byeMs: number
  }

/** The rhythm of the protocol; tests run on shorter ones. */
export const linkTimes: LinkTimes = {
  ...backoffTimes,
  inFlightMax,
  resendMs: 30_000,
  resendMaxMs: 300_000,
  helloMs: 10_000,
  helloMaxMs: 60_000,
  keepAliveSeconds: 30,
  connectMs: 30_000,
  byeMs: 1000,
}
