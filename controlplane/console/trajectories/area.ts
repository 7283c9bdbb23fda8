import { IconUsers } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { TrajectoriesPage, TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { listPaceMs, type News, named, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { newTrajectory, trajectoryActions } from './actions.ts'
import { parseTrajectoriesAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  trajectories: {
    to: '/trajectories',
    icon: IconUsers,
    policy: 'seeTrajectories',
    says: { nl: 'Trajecten', en: 'Trajectories' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/trajectories',
    validateSearch: reading(parseTrajectoriesAddress),
    component: page(() => import('./TrajectoriesPage.tsx'), 'TrajectoriesPage', [texts]),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/trajectories/new',
    component: page(() => import('./NewTrajectoryPage.tsx'), 'NewTrajectoryPage', [texts]),
  }),
] as const

export const news = {
  trajectories: {
    when: { trajectory: 'any', registered: 'any', lessons: 'any', presence: 'named' },
    names: named<TrajectoriesPage>(({ rows }) => rows.flatMap(({ home, school }) => [home.set, school.set])),
    paceMs: listPaceMs,
    isList: true,
  },
  trajectory: {
    when: {
      trajectory: 'named',
      registered: 'named',
      presence: 'named',
      lessons: 'named',
      check: 'named',
      location: 'named',
    },
    names: named<TrajectoryDetail>(
      ({ home, school }) => [home, school].flatMap(({ set, place }) => [set, place?.code]),
      ofKey,
    ),
  },
  counsellors: { when: { people: 'any' } },
  'set-picker': { when: { registered: 'any', trajectory: 'any', location: 'any' }, paceMs: listPaceMs },
} as const satisfies News

export const actions: AreaActions = { texts, anywhere: [newTrajectory], trajectories: trajectoryActions }
