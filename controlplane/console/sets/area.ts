import { IconDevices } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { SetsPage } from '../../overview/sets/api.ts'
import { listPaceMs, type News, named } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { newSet } from './actions.ts'
import { parseSetsAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  sets: { to: '/sets', icon: IconDevices, policy: 'seeSets', says: { nl: 'Sets', en: 'Sets' } },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sets',
    validateSearch: reading(parseSetsAddress),
    component: page(() => import('./SetsPage.tsx'), 'SetsPage', [texts]),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sets/new',
    component: page(() => import('./NewSetPage.tsx'), 'NewSetPage', [texts]),
  }),
] as const

export const news = {
  sets: {
    when: {
      report: 'named',
      facts: 'named',
      presence: 'named',
      device: 'named',
      registered: 'any',
      trajectory: 'any',
      location: 'any',
    },
    names: named<SetsPage>(({ rows }) => rows.map(({ label }) => label)),
    paceMs: listPaceMs,
    isList: true,
  },
} as const satisfies News

export const actions: AreaActions = { texts, anywhere: [newSet] }
