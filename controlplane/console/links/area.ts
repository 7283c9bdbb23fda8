import { IconPlugConnected } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { News } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { texts } from './texts.ts'

export const pages = {
  links: {
    to: '/admin/links',
    icon: IconPlugConnected,
    policy: 'seeLinks',
    says: { nl: 'Koppelingen', en: 'Links with other systems' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/links',
    component: page(() => import('./LinksPage.tsx'), 'LinksPage', [texts]),
  }),
] as const

export const news = {
  webhook: { when: { links: 'any' } },
  tokens: { when: { links: 'any', people: 'any' } },
  heartbeat: { when: { links: 'any' } },
} as const satisfies News
