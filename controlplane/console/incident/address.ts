/** Which pairs of a storm are shown. */
export const shownWords = ['gone', 'back', 'out'] as const
export type Shown = (typeof shownWords)[number]

/** What stands in the address of a storm: which of its pairs, and whether something is about to be told to all of them. */
export type IncidentAddress = { show?: Shown; q?: string; act?: 'tell' }

export function parseIncidentAddress({ show, q, act }: Record<string, unknown>): IncidentAddress {
  const shown = shownWords.find(word => word === show)
  return {
    ...(shown !== undefined && { show: shown }),
    ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 100) }),
    ...(act === 'tell' && { act }),
  }
}

/** Of the list of storms: those that are over too. */
export type IncidentsAddress = { over?: 'too' }

export function parseIncidentsAddress({ over }: Record<string, unknown>): IncidentsAddress {
  return over === 'too' ? { over } : {}
}
