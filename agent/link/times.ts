import { beaconSeconds } from '../../protocol/doors.ts'
import { renewFromDay } from '../../protocol/enrolment.ts'
import { inFlightMax } from '../../protocol/presence.ts'
import type { ReporterTimes } from '../report/reporter.ts'
import { type BackoffTimes, backoffTimes } from './backoff.ts'
import type { ConversationTimes } from './conversation.ts'
import type { LastResortTimes } from './last-resort.ts'
import type { RenewalTimes } from './renewal.ts'

export type LinkTimes = ConversationTimes &
  BackoffTimes &
  RenewalTimes &
  ReporterTimes &
  LastResortTimes & {
    keepAliveSeconds: number
    /** from the first byte of a connection to the broker's answer */
    connectMs: number
    /** from looking up a door's name to its open stream */
    doorMs: number
    /** the door that worked last is tried first for so long */
    preferDoorMs: number
    /** a goodbye that has not left by then is given up */
    byeMs: number
  }

const hourMs = 3_600_000

/** The rhythm of the protocol; tests run on shorter ones. */
export const linkTimes: LinkTimes = {
  ...backoffTimes,
  glanceMs: 5000,
  inFlightMax,
  resendMs: 30_000,
  resendHelpMs: 3000,
  resendMaxMs: 300_000,
  helloMs: 10_000,
  helloMaxMs: 60_000,
  putOffMs: 900_000,
  keepAliveSeconds: 30,
  connectMs: 30_000,
  doorMs: 10_000,
  preferDoorMs: hourMs,
  byeMs: 1000,
  renewFromMs: renewFromDay * 24 * hourMs,
  renewSpreadMs: 24 * hourMs,
  renewAgainMs: hourMs,
  quietMs: 600_000,
  beaconAfterMs: 30_000,
  beaconMs: beaconSeconds * 1000,
}
