import { IconDeviceTv } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { News } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { texts } from './texts.ts'

export const pages = {
  walls: {
    to: '/admin/walls',
    icon: IconDeviceTv,
    policy: 'seeWalls',
    says: { nl: 'Schermen aan de muur', en: 'Screens on the wall' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/walls',
    component: page(() => import('./WallsPage.tsx'), 'WallsPage', [texts]),
  }),
] as const

export const news = {
  walls: { when: { people: 'any' } },
} as const satisfies News
