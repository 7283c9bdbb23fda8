import { queryOptions } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'

export function setQuery(label: string) {
  return queryOptions({
    queryKey: ['set', label],
    queryFn: ({ signal }) => ask('/api/sets/:label', { label }, {}, signal),
  })
}
