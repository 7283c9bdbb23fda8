import type { SetEnrolment } from '../../enrolment/api.ts'
import type { LocationDetail } from '../../overview/locations/api.ts'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { TicketDetail } from '../../tickets/api.ts'
import type { SetDetail } from '../data/fetch.ts'
import type { Action } from '../session/actions.ts'
import type { Texts } from '../ui/words.ts'

/** A set with what is known of its device; undefined: that has not come, or is not for this person. */
export type SetAndDevice = { set: SetDetail; enrolment: SetEnrolment | undefined }

/** What can be done wherever one is; `keys`: what does it there. */
export type Keyed = Action<unknown> & { keys?: readonly string[] }

/** What can be done, by what it is done to, as an area brings it in its `area.ts`, with the words for it. */
export type AreaActions = {
  texts: Texts
  anywhere?: readonly Keyed[]
  trajectories?: readonly Action<TrajectoryDetail>[]
  sets?: readonly Action<SetAndDevice>[]
  tickets?: readonly Action<TicketDetail>[]
  locations?: readonly Action<LocationDetail>[]
}
