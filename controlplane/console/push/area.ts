import type { News } from '../data/freshness.ts'

/** What a browser takes is told by that browser alone. */
export const news = {
  'own-pushes': { when: {} },
} as const satisfies News
