import { IconListCheck } from '@tabler/icons-react'
import type { News } from '../data/freshness.ts'
import type { AreaActions } from '../parts/areaActions.ts'
import type { PageEntry } from '../parts/route.ts'
import { queueActions } from './actions.ts'
import { texts } from './texts.ts'

export const pages = {
  queue: {
    to: '/tickets',
    icon: IconListCheck,
    policy: 'seeQueue',
    says: { nl: 'Wachtrij', en: 'Queue' },
  },
} as const satisfies Record<string, PageEntry>

/** A child may wait behind the next row: what comes together is asked for together, and no more is waited for. */
const queuePaceMs = 100

export const news = {
  tickets: {
    when: { ticket: 'any', lessons: 'any', trajectory: 'any', location: 'any' },
    paceMs: queuePaceMs,
    isList: true,
  },
  'free-tickets': {
    when: { ticket: 'any', lessons: 'any', trajectory: 'any', location: 'any' },
    paceMs: queuePaceMs,
  },
} as const satisfies News

export const actions: AreaActions = { texts, anywhere: queueActions }
