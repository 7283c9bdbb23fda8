import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { parseAuditAddress } from '../audit/address.ts'
import { parseCalendarAddress } from '../calendar/address.ts'
import { parseDevicesAddress } from '../devices/address.ts'
import { parseDutyAddress } from '../duty/address.ts'
import { parseImportAddress } from '../imports/address.ts'
import { parseNowAddress } from '../now/address.ts'
import { NowPage } from '../now/NowPage.tsx'
import { parsePeopleAddress } from '../people/address.ts'
import { parsePlacesAddress } from '../places/address.ts'
import { parseSignInAddress } from '../session/signIn.ts'
import { parseSetAddress } from '../set/address.ts'
import { parseSetsAddress } from '../sets/address.ts'
import { parseTrajectoriesAddress } from '../trajectories/address.ts'
import { NobodyBar } from './NobodyBar.tsx'
import { NotFound } from './NotFound.tsx'
import { Root } from './Root.tsx'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: parseSignInAddress,
  component: lazyRouteComponent(() => import('../sign-in/SignInPage.tsx'), 'SignInPage'),
})

const nowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: parseNowAddress,
  component: () => <NowPage notice={<NobodyBar />} />,
})

const setsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets',
  validateSearch: parseSetsAddress,
  component: lazyRouteComponent(() => import('../sets/SetsPage.tsx'), 'SetsPage'),
})

const setRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets/$label',
  validateSearch: parseSetAddress,
  component: lazyRouteComponent(() => import('./SetRoute.tsx'), 'SetRoute'),
})

const locationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations',
  validateSearch: parsePlacesAddress,
  component: lazyRouteComponent(() => import('../places/PlacesPage.tsx'), 'PlacesPage'),
})

const locationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations/$code',
  component: lazyRouteComponent(() => import('./PlaceRoute.tsx'), 'PlaceRoute'),
})

const trajectoriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories',
  validateSearch: parseTrajectoriesAddress,
  component: lazyRouteComponent(() => import('../trajectories/TrajectoriesPage.tsx'), 'TrajectoriesPage'),
})

const newTrajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/new',
  component: lazyRouteComponent(() => import('../trajectories/NewTrajectoryPage.tsx'), 'NewTrajectoryPage'),
})

const trajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/$code',
  component: lazyRouteComponent(() => import('./TrajectoryRoute.tsx'), 'TrajectoryRoute'),
})

const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  component: lazyRouteComponent(() => import('./AdminArea.tsx'), 'AdminArea'),
})

const adminRoutes = [
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./AdminArea.tsx'), 'FirstPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/people',
    validateSearch: parsePeopleAddress,
    component: lazyRouteComponent(() => import('../people/PeoplePage.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/devices',
    validateSearch: parseDevicesAddress,
    component: lazyRouteComponent(() => import('../devices/DevicesPage.tsx'), 'DevicesPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/duty',
    validateSearch: parseDutyAddress,
    component: lazyRouteComponent(() => import('../duty/DutyPage.tsx'), 'DutyPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/calendar',
    validateSearch: parseCalendarAddress,
    component: lazyRouteComponent(() => import('../calendar/CalendarPage.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/import',
    validateSearch: parseImportAddress,
    component: lazyRouteComponent(() => import('../imports/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/audit',
    validateSearch: parseAuditAddress,
    component: lazyRouteComponent(() => import('../audit/AuditPage.tsx'), 'AuditPage'),
  }),
] as const

/** Addresses are read and shared by people: plain words, no encoded objects. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    nowRoute,
    setsRoute,
    setRoute,
    trajectoriesRoute,
    newTrajectoryRoute,
    trajectoryRoute,
    locationsRoute,
    locationRoute,
    adminRoute.addChildren(adminRoutes),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const words = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '')
    const text = new URLSearchParams(words as [string, string][]).toString()
    return text === '' ? '' : `?${text.replaceAll('%2C', ',')}`
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
