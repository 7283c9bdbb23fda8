import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { texts as address } from '../address/texts.ts'
import { parseAuditAddress } from '../audit/address.ts'
import { parseCalendarAddress } from '../calendar/address.ts'
import { texts as calendar } from '../calendar/texts.ts'
import { texts as contacts } from '../contacts/texts.ts'
import { texts as device } from '../device/texts.ts'
import { parseDevicesAddress } from '../devices/address.ts'
import { texts as devices } from '../devices/texts.ts'
import { parseDutyAddress } from '../duty/address.ts'
import { texts as duty } from '../duty/texts.ts'
import { parseImportAddress } from '../imports/address.ts'
import { texts as imports } from '../imports/texts.ts'
import { texts as lessons } from '../lessons/texts.ts'
import { parseNowAddress } from '../now/address.ts'
import { texts as now } from '../now/texts.ts'
import { parsePeopleAddress } from '../people/address.ts'
import { texts as people } from '../people/texts.ts'
import { parsePlacesAddress } from '../places/address.ts'
import { texts as places } from '../places/texts.ts'
import { parseSignInAddress } from '../session/signIn.ts'
import { parseSetAddress } from '../set/address.ts'
import { texts as set } from '../set/texts.ts'
import { parseSetsAddress } from '../sets/address.ts'
import { texts as sets } from '../sets/texts.ts'
import { texts as signIn } from '../sign-in/texts.ts'
import { parseTrajectoriesAddress } from '../trajectories/address.ts'
import { texts as trajectories } from '../trajectories/texts.ts'
import { needTexts } from '../ui/text.ts'
import type { Texts } from '../ui/words.ts'
import { everyText } from './everyText.ts'
import { NotFound } from './NotFound.tsx'
import { AdminStart, Start } from './OwnPages.tsx'
import { Root } from './Root.tsx'

/** A page comes with the words of its areas. */
function withTexts<Page>(page: () => Promise<Page>, texts: readonly Texts[]): () => Promise<Page> {
  return async () => (await Promise.all([page(), ...texts.map(needTexts)]))[0]
}

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: parseSignInAddress,
  component: lazyRouteComponent(
    withTexts(() => import('../sign-in/SignInPage.tsx'), [signIn]),
    'SignInPage',
  ),
})

const nowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: parseNowAddress,
  component: lazyRouteComponent(
    withTexts(() => import('../now/NowPage.tsx'), [now]),
    'NowPage',
  ),
})

const setsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets',
  validateSearch: parseSetsAddress,
  component: lazyRouteComponent(
    withTexts(() => import('../sets/SetsPage.tsx'), [sets]),
    'SetsPage',
  ),
})

const setRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets/$label',
  validateSearch: parseSetAddress,
  component: lazyRouteComponent(
    withTexts(() => import('./SetRoute.tsx'), [set, device, address]),
    'SetRoute',
  ),
})

const locationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations',
  validateSearch: parsePlacesAddress,
  component: lazyRouteComponent(
    withTexts(() => import('../places/PlacesPage.tsx'), [places]),
    'PlacesPage',
  ),
})

const locationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations/$code',
  component: lazyRouteComponent(
    withTexts(() => import('./PlaceRoute.tsx'), [places, address, contacts, calendar]),
    'PlaceRoute',
  ),
})

const trajectoriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories',
  validateSearch: parseTrajectoriesAddress,
  component: lazyRouteComponent(
    withTexts(() => import('../trajectories/TrajectoriesPage.tsx'), [trajectories]),
    'TrajectoriesPage',
  ),
})

const newTrajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/new',
  component: lazyRouteComponent(
    withTexts(() => import('../trajectories/NewTrajectoryPage.tsx'), [trajectories]),
    'NewTrajectoryPage',
  ),
})

const trajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/$code',
  component: lazyRouteComponent(
    withTexts(() => import('./TrajectoryRoute.tsx'), [trajectories, lessons, contacts]),
    'TrajectoryRoute',
  ),
})

const startRoute = createRoute({ getParentRoute: () => rootRoute, path: '/start', component: Start })

const adminRoute = createRoute({ getParentRoute: () => rootRoute, path: '/admin', component: AdminStart })

const adminRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/people',
    validateSearch: parsePeopleAddress,
    component: lazyRouteComponent(
      withTexts(() => import('../people/PeoplePage.tsx'), [people]),
      'PeoplePage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/devices',
    validateSearch: parseDevicesAddress,
    component: lazyRouteComponent(
      withTexts(() => import('../devices/DevicesPage.tsx'), [devices]),
      'DevicesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/duty',
    validateSearch: parseDutyAddress,
    component: lazyRouteComponent(
      withTexts(() => import('../duty/DutyPage.tsx'), [duty]),
      'DutyPage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/calendar',
    validateSearch: parseCalendarAddress,
    component: lazyRouteComponent(
      withTexts(() => import('../calendar/CalendarPage.tsx'), [calendar]),
      'CalendarPage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/import',
    validateSearch: parseImportAddress,
    component: lazyRouteComponent(
      withTexts(() => import('../imports/ImportPage.tsx'), [imports]),
      'ImportPage',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/audit',
    validateSearch: parseAuditAddress,
    component: lazyRouteComponent(
      withTexts(() => import('../audit/AuditPage.tsx'), everyText),
      'AuditPage',
    ),
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
    startRoute,
    adminRoute,
    ...adminRoutes,
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
