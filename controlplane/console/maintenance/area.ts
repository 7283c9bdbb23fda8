import { IconTool } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { News } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { planForPlace, planForSet, planForTrajectory } from './actions.ts'
import { parseMaintenanceAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  maintenance: {
    to: '/admin/maintenance',
    icon: IconTool,
    policy: 'workIncidents',
    says: { nl: 'Onderhoud', en: 'Maintenance' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/maintenance',
    validateSearch: reading(parseMaintenanceAddress),
    component: page(() => import('./MaintenancePage.tsx'), 'MaintenancePage', [texts]),
  }),
] as const

export const news = {
  maintenance: { when: { incident: 'any', people: 'any' } },
} as const satisfies News

export const actions: AreaActions = {
  texts,
  sets: [planForSet],
  trajectories: [planForTrajectory],
  locations: [planForPlace],
}
