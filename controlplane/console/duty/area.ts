import { IconCalendarTime } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { News } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { parseDutyAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  duty: { to: '/admin/duty', icon: IconCalendarTime, policy: 'seeDuty', says: { nl: 'Dienst', en: 'Duty' } },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/duty',
    validateSearch: reading(parseDutyAddress),
    component: page(() => import('./DutyPage.tsx'), 'DutyPage', [texts]),
  }),
] as const

export const news = {
  duty: { when: { duty: 'any', people: 'any', lessons: 'any', trajectory: 'any' } },
} as const satisfies News
