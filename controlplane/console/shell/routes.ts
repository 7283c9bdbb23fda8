import { createRoute, createRouter } from '@tanstack/react-router'
import { texts as address } from '../address/texts.ts'
import { parseAuditAddress } from '../audit/address.ts'
import { texts as calendar } from '../calendar/texts.ts'
import { texts as check } from '../check/texts.ts'
import { texts as contacts } from '../contacts/texts.ts'
import { texts as device } from '../device/texts.ts'
import { texts as help } from '../help/texts.ts'
import { texts as lessons } from '../lessons/texts.ts'
import { texts as maintenance } from '../maintenance/texts.ts'
import { helpTexts } from '../parts/help/texts.ts'
import { page, rootRoute } from '../parts/route.ts'
import { ticketTexts } from '../parts/ticket/texts.ts'
import { texts as places } from '../places/texts.ts'
import { parseQueueAddress } from '../queue/address.ts'
import { texts as queue } from '../queue/texts.ts'
import { parseSetAddress } from '../set/address.ts'
import { texts as set } from '../set/texts.ts'
import { texts as signals } from '../signals/texts.ts'
import { parseNewTicketAddress, parseTicketAddress } from '../ticket/address.ts'
import { texts as ticket } from '../ticket/texts.ts'
import { texts as trajectories } from '../trajectories/texts.ts'
import { reading } from '../ui/address.ts'
import { having } from './areas.ts'
import { everyText } from './everyText.ts'
import { NotFound } from './NotFound.tsx'
import { AdminStart, Start } from './OwnPages.tsx'
import { Root } from './Root.tsx'

rootRoute.update({ component: Root, notFoundComponent: NotFound })

const setRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sets/$label',
  validateSearch: reading(parseSetAddress),
  component: page(() => import('./SetRoute.tsx'), 'SetRoute', [
    set,
    check,
    device,
    address,
    help,
    helpTexts,
    ticket,
    ticketTexts,
    signals,
    maintenance,
  ]),
})

const locationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/locations/$code',
  component: page(() => import('./PlaceRoute.tsx'), 'PlaceRoute', [
    places,
    address,
    contacts,
    calendar,
    maintenance,
  ]),
})

const trajectoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trajectories/$code',
  component: page(() => import('./TrajectoryRoute.tsx'), 'TrajectoryRoute', [
    trajectories,
    help,
    helpTexts,
    lessons,
    contacts,
    ticket,
    ticketTexts,
    signals,
    maintenance,
  ]),
})

const queueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tickets',
  validateSearch: reading(parseQueueAddress),
  component: page(() => import('../queue/QueuePage.tsx'), 'QueuePage', [queue, ticketTexts]),
})

const ticketRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tickets/$no',
  validateSearch: reading(parseTicketAddress),
  component: page(() => import('./TicketRoute.tsx'), 'TicketRoute', [
    ticket,
    ticketTexts,
    contacts,
    set,
    device,
    signals,
  ]),
})

const newTicketRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tickets/new',
  validateSearch: reading(parseNewTicketAddress),
  component: page(() => import('./NewTicketRoute.tsx'), 'NewTicketRoute', [ticket, ticketTexts, contacts]),
})

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/audit',
  validateSearch: reading(parseAuditAddress),
  component: page(() => import('../audit/AuditPage.tsx'), 'AuditPage', everyText),
})

const startRoute = createRoute({ getParentRoute: () => rootRoute, path: '/start', component: Start })

const adminRoute = createRoute({ getParentRoute: () => rootRoute, path: '/admin', component: AdminStart })

type AreaRoute = ReturnType<typeof having<'routes'>>[number]['routes'][number]

/** Addresses are read and shared by people: plain words, no encoded objects. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...having('routes').flatMap((area): readonly AreaRoute[] => area.routes),
    setRoute,
    trajectoryRoute,
    locationRoute,
    queueRoute,
    ticketRoute,
    newTicketRoute,
    auditRoute,
    startRoute,
    adminRoute,
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
