import { trajectoryApi } from './api.ts'
import { trajectoryImportApi } from './import/api.ts'
import { trajectoryImportRoutes } from './import/routes.ts'
import { trajectoryRoutes } from './routes.ts'

const acts = [
  'trajectories_registered',
  'trajectory_opened',
  'trajectory_changed',
  'trajectories_imported',
  'trajectories_exported',
  'child_changed',
  'milestone_set',
  'milestone_removed',
  'pause_added',
  'pause_removed',
  'pair_changed',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    trajectories: typeof acts
  }
}

export const trajectories = {
  api: { ...trajectoryApi, ...trajectoryImportApi },
  acts,
  routes: [trajectoryRoutes, trajectoryImportRoutes],
}
