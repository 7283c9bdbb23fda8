import type { Facts } from '../../protocol/facts.ts'
import type { ReadingName } from '../../protocol/report.ts'
import type { DoorsSeen } from '../link/door-watch.ts'

/** All that the checks judge. Null or absent = unknown. */
export type Readings = {
  facts: Facts
  numbers: { [Name in ReadingName]?: number | null }
  signalDbm: number | null
  /** outcomes of the last minutes: milliseconds, or null for a request without an answer */
  roundTrips: readonly (number | null)[]
  /** whether the way out answers on the network of the set */
  gateway: boolean | null
  /** whether the name of the control plane leads to an address */
  name: boolean | null
  doors: DoorsSeen
  /** whether the call application lies where programs lie */
  callAppFound: boolean | null
  agent: {
    /** starts of the last ten minutes, this one included */
    starts: number
    /** messages were given up since the last look */
    dropped: boolean
    /** something else holds the port of the page on the set */
    isPageShut: boolean
  }
}
