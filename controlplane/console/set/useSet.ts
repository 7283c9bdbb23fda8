import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'
import { setQuery } from '../parts/setQuery.ts'
import type { SetAddress } from './address.ts'

export function useSet(label: string) {
  return useQuery(setQuery(label))
}

export function useTimeline(label: string, { kind, day }: Pick<SetAddress, 'kind' | 'day'>) {
  return useInfiniteQuery({
    queryKey: ['timeline', label, kind ?? 'all', day ?? 'last'],
    queryFn: ({ signal, pageParam }) =>
      ask(
        '/api/sets/:label/timeline',
        { label },
        { ...(pageParam !== null && { day: pageParam }), ...(kind && { kind }) },
        signal,
      ),
    initialPageParam: day ?? (null as string | null),
    getNextPageParam: page => page.next,
    placeholderData: (old, query) => (query?.queryKey[1] === label ? old : undefined),
  })
}
