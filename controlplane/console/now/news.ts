import type { News } from '../data/freshness.ts'

export const news = {
  board: {
    when: {
      report: 'named',
      facts: 'named',
      presence: 'named',
      device: 'named',
      registered: 'any',
      trajectory: 'named',
      lessons: 'named',
      check: 'named',
      verdict: 'named',
      ticket: 'named',
      incident: 'named',
      rules: 'any',
    },
    isOwn: true,
  },
} as const satisfies News
