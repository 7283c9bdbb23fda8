import { IconActivityHeartbeat } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { parseNowAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  now: { to: '/', icon: IconActivityHeartbeat, policy: 'seeNow', says: { nl: 'Nu', en: 'Now' } },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    validateSearch: reading(parseNowAddress),
    component: page(() => import('./NowPage.tsx'), 'NowPage', [texts]),
  }),
] as const

export { news } from './news.ts'
