import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { parseNowAddress } from './now/address.ts'
import { NowPage } from './now/NowPage.tsx'
import { parseSetAddress } from './set/address.ts'
import { parseSetsAddress } from './sets/address.ts'
import { NotFound } from './shell/NotFound.tsx'
import { Shell } from './shell/Shell.tsx'

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound })

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

/** Addresses are read and shared by people: plain words, no encoded objects. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([nowRoute, setsRoute, setRoute]),
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
