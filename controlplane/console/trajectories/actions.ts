import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { type Action, pressed } from '../session/actions.ts'

export const newTrajectory: Action<unknown> = {
  verb: 'trajectories.add',
  policy: 'registerTrajectories',
  run: (_nothing, { navigate }) => navigate({ to: '/trajectories/new' }),
}

/** What may be done with a trajectory. */
export const trajectoryActions: readonly Action<TrajectoryDetail>[] = [
  {
    verb: 'trajectory.planPause',
    synonyms: 'trajectory.synonyms.pause',
    policy: 'changeTrajectories',
    run: pressed('plan-pause'),
  },
  {
    verb: 'trajectory.act.home',
    synonyms: 'trajectory.synonyms.side',
    policy: 'changeTrajectories',
    run: pressed('change-home'),
  },
  {
    verb: 'trajectory.act.school',
    synonyms: 'trajectory.synonyms.side',
    policy: 'changeTrajectories',
    run: pressed('change-school'),
  },
  {
    verb: 'trajectory.changeFields',
    synonyms: 'trajectory.synonyms.fields',
    policy: 'changeTrajectories',
    run: pressed('change-fields'),
  },
]
