import type { Keyed } from '../parts/areaActions.ts'

export const queueActions: readonly Keyed[] = [
  {
    verb: 'queue.take',
    synonyms: 'queue.takeSynonyms',
    policy: 'workTickets',
    run: async (_nothing, doing) => (await import('../parts/ticket/claim.ts')).takeNext(doing),
  },
]
