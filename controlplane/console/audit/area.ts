import { IconListDetails } from '@tabler/icons-react'
import type { News } from '../data/freshness.ts'
import type { PageEntry } from '../parts/route.ts'

export const pages = {
  audit: {
    to: '/admin/audit',
    icon: IconListDetails,
    policy: 'seeAudit',
    says: { nl: 'Logboek', en: 'Log' },
  },
} as const satisfies Record<string, PageEntry>

export const news = {
  audit: { when: {} },
} as const satisfies News
