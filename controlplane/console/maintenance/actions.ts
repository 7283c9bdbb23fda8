import type { LocationDetail } from '../../overview/locations/api.ts'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { MaintenanceScope } from '../../signals/maintenance/rules.ts'
import type { SetAndDevice } from '../parts/areaActions.ts'
import type { Action } from '../session/actions.ts'

/** Goes to where it is planned, with what it is for filled in. */
const planning = <Of>(kind: MaintenanceScope, codeOf: (of: Of) => string): Action<Of> => ({
  verb: 'maintenance.plan',
  synonyms: 'maintenance.synonyms',
  policy: 'workIncidents',
  run: (of, { navigate }) => navigate({ to: '/admin/maintenance', search: { kind, of: codeOf(of) } }),
})

export const planForSet = planning<SetAndDevice>('set', ({ set }) => set.label)
export const planForTrajectory = planning<TrajectoryDetail>('trajectory', ({ code }) => code)
export const planForPlace = planning<LocationDetail>('location', ({ code }) => code)
