import { queryOptions } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'

export function trajectoryQuery(code: string) {
  return queryOptions({
    queryKey: ['trajectory', code],
    queryFn: ({ signal }) => ask('/api/trajectories/:code', { code }, {}, signal),
  })
}
