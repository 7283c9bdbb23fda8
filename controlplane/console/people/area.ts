import { IconUsersGroup } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import { type News, ofKey } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { parsePeopleAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  people: {
    to: '/admin/people',
    icon: IconUsersGroup,
    policy: 'seePeople',
    says: { nl: 'Mensen en rollen', en: 'People and roles' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/people',
    validateSearch: reading(parsePeopleAddress),
    component: page(() => import('./PeoplePage.tsx'), 'PeoplePage', [texts]),
  }),
] as const

export const news = {
  accounts: { when: { people: 'any' } },
  'account-sign-ins': { when: { people: 'named' }, names: ofKey },
} as const satisfies News
