import { IconMapPin } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { listPaceMs, type News, named, ofKey } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { newPlace, placeActions } from './actions.ts'
import { parsePlacesAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  locations: {
    to: '/locations',
    icon: IconMapPin,
    policy: 'seeLocations',
    says: { nl: 'Locaties', en: 'Locations' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/locations',
    validateSearch: reading(parsePlacesAddress),
    component: page(() => import('./PlacesPage.tsx'), 'PlacesPage', [texts]),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/locations/new',
    component: page(() => import('./NewPlacePage.tsx'), 'NewPlacePage', [texts]),
  }),
] as const

export const news = {
  locations: { when: { location: 'any', registered: 'any', trajectory: 'any' } },
  location: {
    when: { location: 'named', trajectory: 'named', presence: 'named', registered: 'any' },
    names: named<LocationDetail>(
      ({ trajectories }) => trajectories.flatMap(({ code, set }) => [code, set]),
      ofKey,
    ),
    paceMs: listPaceMs,
  },
} as const satisfies News

export const actions: AreaActions = { texts, anywhere: [newPlace], locations: placeActions }
