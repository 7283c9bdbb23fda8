import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import {
  parseAuditAddress,
  parseDevicesAddress,
  parseDutyAddress,
  parsePeopleAddress,
} from './admin/address.ts'
import { parseCalendarAddress } from './calendar/address.ts'
import { parseImportAddress } from './imports/address.ts'
import { parseNowAddress } from './now/address.ts'
import { NowPage } from './now/NowPage.tsx'
import { parseSignInAddress } from './people/address.ts'
import { Root } from './people/Gate.tsx'
import { parsePlacesAddress } from './places/address.ts'
import { parseSetAddress } from './set/address.ts'
import { parseSetsAddress } from './sets/address.ts'
import { NotFound } from './shell/NotFound.tsx'
import { parseTrajectoriesAddress } from './trajectories/address.ts'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: parseSignInAddress,
  component: lazyRouteComponent(() => import('./people/SignInPage.tsx'), 'SignInPage'),
})

const nowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: parseNowAddress,
  component: NowPage,
})

const setsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets',
  validateSearch: parseSetsAddress,
  component: lazyRouteComponent(() => import('./sets/SetsPage.tsx'), 'SetsPage'),
})

const setRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets/$label',
  validateSearch: parseSetAddress,
  component: lazyRouteComponent(() => import('./set/SetPage.tsx'), 'SetPage'),
})

const locationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations',
  validateSearch: parsePlacesAddress,
  component: lazyRouteComponent(() => import('./places/PlacesPage.tsx'), 'PlacesPage'),
})

const locationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations/$code',
  component: lazyRouteComponent(() => import('./places/PlacePage.tsx'), 'PlacePage'),
})

const trajectoriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories',
  validateSearch: parseTrajectoriesAddress,
  component: lazyRouteComponent(() => import('./trajectories/TrajectoriesPage.tsx'), 'TrajectoriesPage'),
})

const newTrajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/new',
  component: lazyRouteComponent(() => import('./trajectories/NewTrajectoryPage.tsx'), 'NewTrajectoryPage'),
})

const trajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/$code',
  component: lazyRouteComponent(() => import('./trajectories/TrajectoryPage.tsx'), 'TrajectoryPage'),
})

const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin/AdminArea.tsx'), 'AdminArea'),
})

const adminRoutes = [
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./admin/AdminArea.tsx'), 'FirstPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/people',
    validateSearch: parsePeopleAddress,
    component: lazyRouteComponent(() => import('./admin/people/PeoplePage.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/devices',
    validateSearch: parseDevicesAddress,
    component: lazyRouteComponent(() => import('./admin/devices/DevicesPage.tsx'), 'DevicesPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/duty',
    validateSearch: parseDutyAddress,
    component: lazyRouteComponent(() => import('./admin/duty/DutyPage.tsx'), 'DutyPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/calendar',
    validateSearch: parseCalendarAddress,
    component: lazyRouteComponent(() => import('./calendar/CalendarPage.tsx'), 'CalendarPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/import',
    validateSearch: parseImportAddress,
    component: lazyRouteComponent(() => import('./imports/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/audit',
    validateSearch: parseAuditAddress,
    component: lazyRouteComponent(() => import('./admin/audit/AuditPage.tsx'), 'AuditPage'),
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
