import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'
import { refreshTickets } from '../parts/ticket/claim.ts'
import { serverNow } from '../ui/clock.ts'

/** That somebody saw what was told brings no news: it is asked for as long as it is shown on sets. */
const toldPaceMs = 10_000

export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => ask('/api/incidents/:id', { id }, {}, signal),
  })
}

export function pairsQuery(id: string) {
  return queryOptions({
    queryKey: ['incident-pairs', id],
    queryFn: ({ signal }) => ask('/api/incidents/:id/pairs', { id }, {}, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.told.some(({ until, seen, sets }) => until > serverNow() && seen < sets) ? toldPaceMs : false,
  })
}

/** Asks again for all that shows storms; done when it is there. */
export function refreshIncidents(client: QueryClient): Promise<unknown> {
  const names = ['incidents', 'incident', 'incident-pairs']
  return Promise.all([
    ...names.map(name => client.invalidateQueries({ queryKey: [name] })),
    refreshTickets(client),
  ])
}
