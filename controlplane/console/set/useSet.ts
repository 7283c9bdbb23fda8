import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'
import type { Span } from '../../overview/set/series-api.ts'
import { ask } from '../data/fetch.ts'
import { useNudges } from '../data/live.ts'
import type { SetAddress } from './address.ts'

export function useSet(label: string) {
  const set = useQuery({
    queryKey: ['set', label],
    queryFn: ({ signal }) => ask('/api/sets/:label', { label }, {}, signal),
  })
  useSetNudges(label, set.data?.otherSide?.set)
  return set
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

/** What each kind of news makes old. */
const touched: Record<NudgeKind, readonly string[]> = {
  report: ['set', 'series'],
  facts: ['set', 'timeline'],
  presence: ['set', 'series', 'timeline'],
  device: ['set', 'enrolment'],
  registered: ['set', 'enrolment'],
  trajectory: ['set'],
  lessons: ['set'],
  location: ['set'],
  people: [],
  duty: [],
}
const kinds = Object.keys(touched) as NudgeKind[]

function useSetNudges(label: string, other: string | undefined) {
  const client = useQueryClient()
  useNudges(
    useCallback(
      (nudge: Nudge) => {
        const old = new Set<string>()
        for (const kind of kinds) {
          const labels = nudge[kind]
          if (labels === 'many' || labels?.includes(label)) for (const key of touched[kind]) old.add(key)
          else if (other !== undefined && labels?.includes(other)) old.add('set')
        }
        for (const key of old) void client.invalidateQueries({ queryKey: [key, label] })
      },
      [client, label, other],
    ),
  )
}
