import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Span } from '../../overview/set/series-api.ts'
import { ask } from '../data/fetch.ts'

/** `day`: "YYYY-MM-DD", whatever the span. */
type Asked = { span?: Span; day?: string }

/** What a set measured and how its link was; the old picture stays until the new one is there. */
export function useSeries(label: string | null, { span = 'hour', day }: Asked) {
  return useQuery({
    queryKey: ['series', label, span, day ?? 'now'],
    queryFn: ({ signal }) =>
      ask('/api/sets/:label/series', { label: label! }, { span, ...(day && { day }) }, signal),
    enabled: label !== null,
    placeholderData: (old, query) => (query?.queryKey[1] === label ? keepPreviousData(old) : undefined),
  })
}
