import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { registerTrajectories } from './actions.ts'
import { trajectoryApi } from './api.ts'
import { changeChild, readChild } from './child/actions.ts'
import { setMilestone } from './milestone/actions.ts'
import { changeTrajectory, openTrajectory } from './open/actions.ts'
import { addPause, removePause } from './pause/actions.ts'
import { isTrajectoryOf, mayServe } from './queries.ts'
import { changeSide } from './side/actions.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }
type Asker = { roles: readonly string[] }

/** Trajectories are given to others by who leads. */
const mayGive = ({ roles }: Asker) => roles.includes('lead') || roles.includes('admin')
const isCounsellor = ({ roles }: Asker) => roles.includes('counsellor')

/** Trajectories: opened, changed, and how far they are. */
export function trajectoryRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const owners = { trajectory: ({ code = '' }, accountId: string) => isTrajectoryOf(sql, code, accountId) }
  const known = { sql, personal }

  serve(
    app,
    trajectoryApi,
    { now, nudges, owners },
    {
      'POST /api/trajectories': ({ body, by }) => registerTrajectories(sql, body.items, by),
      'POST /api/trajectories/new': ({ body, viewer, by }) =>
        openTrajectory(known, body, { ...by, mayGive: mayGive(viewer), isCounsellor: isCounsellor(viewer) }),
      'GET /api/trajectories/new/set': ({ query }) => mayServe(sql, query),
      'PUT /api/trajectories/:code': ({ params, body, viewer, by }) =>
        changeTrajectory(sql, params.code, body, { ...by, mayGive: mayGive(viewer) }),
      'POST /api/trajectories/:code/milestones': ({ params, body, by }) =>
        setMilestone(sql, params.code, body, by),
      'PUT /api/trajectories/:code/sides/:side': ({ params, body, by }) => changeSide(sql, params, body, by),
      'POST /api/trajectories/:code/pauses': ({ params, body, by }) => addPause(sql, params.code, body, by),
      'DELETE /api/trajectories/:code/pauses/:id': ({ params, by }) => removePause(sql, params, by),
      'GET /api/trajectories/:code/child': ({ params, by }) => readChild(known, params.code, by),
      'PUT /api/trajectories/:code/child': ({ params, body, by }) =>
        changeChild(known, params.code, body, by),
    },
  )
}
