import { IconFileImport } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { reading } from '../ui/address.ts'
import { parseImportAddress } from './address.ts'
import { texts } from './texts.ts'

export const pages = {
  import: {
    to: '/admin/import',
    icon: IconFileImport,
    policy: 'registerLocations',
    says: { nl: 'Lees in', en: 'Read in' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/import',
    validateSearch: reading(parseImportAddress),
    component: page(() => import('./ImportPage.tsx'), 'ImportPage', [texts]),
  }),
] as const
