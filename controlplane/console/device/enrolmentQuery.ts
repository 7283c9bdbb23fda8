import { queryOptions } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'

/** Codes, certificates and history of the device of a set. */
export function enrolmentQuery(label: string) {
  return queryOptions({
    queryKey: ['enrolment', label],
    queryFn: ({ signal }) => ask('/api/sets/:label/enrolment', { label }, {}, signal),
  })
}
