import { IconCalendarEvent } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { News } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { calendarActions } from './actions.ts'
import { parseCalendarAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  calendar: {
    to: '/admin/calendar',
    icon: IconCalendarEvent,
    policy: 'seeLocations',
    says: { nl: 'Kalender', en: 'Calendar' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/calendar',
    validateSearch: reading(parseCalendarAddress),
    component: page(() => import('./CalendarPage.tsx'), 'CalendarPage', [texts]),
  }),
] as const

export const news = {
  calendar: { when: { location: 'any', lessons: 'any' } },
} as const satisfies News

export const actions: AreaActions = { texts, locations: calendarActions }
