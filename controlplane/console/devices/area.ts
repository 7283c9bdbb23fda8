import { IconDeviceDesktopQuestion } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { DevicesPage } from '../../overview/devices/api.ts'
import { listPaceMs, type News, named } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { parseDevicesAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  devices: {
    to: '/admin/devices',
    icon: IconDeviceDesktopQuestion,
    policy: 'seeDevices',
    says: { nl: 'Toestellen', en: 'Devices' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/devices',
    validateSearch: reading(parseDevicesAddress),
    component: page(() => import('./DevicesPage.tsx'), 'DevicesPage', [texts]),
  }),
] as const

export const news = {
  devices: {
    when: { device: 'any', registered: 'any', presence: 'named' },
    names: named<DevicesPage>(({ rows }) => rows.map(({ label }) => label)),
    paceMs: listPaceMs,
    isList: true,
  },
} as const satisfies News
