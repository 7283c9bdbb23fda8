import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Span } from '../../overview/set/series-api.ts'
import { ask } from '../data/fetch.ts'
import type { SetAddress } from './address.ts'

export function setQuery(label: string) {
  return queryOptions({
    queryKey: ['set', label],
    queryFn: ({ signal }) => ask('/api/sets/:label', { label }, {}, signal),
  })
}

export function useSet(label: string) {
  return useQuery(setQuery(label))
}

export function useSeries(label: string, span: Span) {
  return useQuery({
    queryKey: ['series', label, span],
    queryFn: ({ signal }) => ask('/api/sets/:label/series', { label }, { span }, signal),
    placeholderData: (old, query) => (query?.queryKey[1] === label ? keepPreviousData(old) : undefined),
  })
}

export function useTimeline(label: string, kind: SetAddress['kind']) {
  return useInfiniteQuery({
    queryKey: ['timeline', label, kind ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      ask(
        '/api/sets/:label/timeline',
        { label },
        { ...(pageParam !== null && { before: String(pageParam) }), ...(kind && { kind }) },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: page => page.next,
    placeholderData: (old, query) => (query?.queryKey[1] === label ? old : undefined),
  })
}
