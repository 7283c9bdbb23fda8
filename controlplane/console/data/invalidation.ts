import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query'

const awaited = new WeakSet<Query>()

/**
 * Asks again for the answers that are no longer what holds, as far as somebody looks. One that is under way may have
 * been written before: it is let in, so that a slow line shows something, and asked again once it is there.
 */
export function invalidate(client: QueryClient, filters: QueryFilters = {}): void {
  for (const query of client.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' }))
    askAfterwards(client, query)
  void client.invalidateQueries(filters, { cancelRefetch: false })
}

function askAfterwards(client: QueryClient, query: Query): void {
  const { promise } = query
  if (!promise || awaited.has(query)) return
  awaited.add(query)
  const ended = () => awaited.delete(query)
  const answered = () => {
    ended()
    invalidate(client, { queryKey: query.queryKey, exact: true })
  }
  // What fails is asked again by those who say so.
  void promise.then(answered, ended)
}
