import { IconAdjustments } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import { type News, ofKey } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { ticketTexts } from '../parts/ticket/texts.ts'
import { reading } from '../ui/address.ts'
import { parseRulesAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  rules: {
    to: '/admin/rules',
    icon: IconAdjustments,
    policy: 'seeRules',
    says: { nl: 'Regels', en: 'Rules' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/rules',
    validateSearch: reading(parseRulesAddress),
    component: page(() => import('./RulesPage.tsx'), 'RulesPage', [texts, ticketTexts]),
  }),
] as const

export const news = {
  rules: { when: { rules: 'any', people: 'any' } },
  'rule-history': { when: { rules: 'any', people: 'any' }, names: ofKey },
} as const satisfies News
