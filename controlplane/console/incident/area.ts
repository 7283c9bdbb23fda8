import { IconCloudStorm } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import { listPaceMs, type News } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { ticketTexts } from '../parts/ticket/texts.ts'
import { reading } from '../ui/address.ts'
import { parseIncidentAddress, parseIncidentsAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  incidents: {
    to: '/incidents',
    icon: IconCloudStorm,
    policy: 'seeIncidents',
    says: { nl: 'Storingen', en: 'Incidents' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/incidents',
    validateSearch: reading(parseIncidentsAddress),
    component: page(() => import('./IncidentsPage.tsx'), 'IncidentsPage', [texts, ticketTexts]),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/incidents/$id',
    validateSearch: reading(parseIncidentAddress),
    component: page(() => import('./IncidentPage.tsx'), 'IncidentPage', [texts, ticketTexts]),
  }),
] as const

const any = { incident: 'any', ticket: 'any' } as const

export const news = {
  incidents: { when: any, paceMs: listPaceMs },
  incident: { when: { ...any, presence: 'any', device: 'any' }, paceMs: listPaceMs },
  'incident-pairs': {
    when: { ...any, presence: 'any', device: 'any', verdict: 'any', lessons: 'any', trajectory: 'any' },
    paceMs: listPaceMs,
  },
} as const satisfies News
