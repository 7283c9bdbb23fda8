import { IconMail } from '@tabler/icons-react'
import { createRoute } from '@tanstack/react-router'
import type { News } from '../data/freshness.ts'
import { type PageEntry, page, rootRoute } from '../parts/route.ts'
import { texts } from './texts.ts'

export const pages = {
  mails: {
    to: '/admin/mails',
    icon: IconMail,
    policy: 'seeMails',
    says: { nl: 'Mails', en: 'Mails' },
  },
} as const satisfies Record<string, PageEntry>

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/mails',
    component: page(() => import('./MailsPage.tsx'), 'MailsPage', [texts]),
  }),
] as const

/** Sent by the server by itself, so asked for anew by each look. */
export const news = {
  mails: { when: {} },
} as const satisfies News
