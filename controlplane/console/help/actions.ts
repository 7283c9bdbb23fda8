import type { Keyed } from '../parts/areaActions.ts'

export const helpActions: readonly Keyed[] = [
  {
    verb: 'helpHistory.takeFirst',
    keys: ['c'],
    policy: 'takeHelp',
    run: async (_nothing, doing) => (await import('./takeFirst.ts')).takeFirst(doing),
  },
]
