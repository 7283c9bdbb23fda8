import { queryOptions } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'

export function ticketQuery(no: string) {
  return queryOptions({
    queryKey: ['ticket', no],
    queryFn: ({ signal }) => ask('/api/tickets/:no', { no }, {}, signal),
  })
}
