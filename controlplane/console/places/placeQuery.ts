import { queryOptions } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'

export function placeQuery(code: string) {
  return queryOptions({
    queryKey: ['location', code],
    queryFn: ({ signal }) => ask('/api/locations/:code', { code }, {}, signal),
  })
}
