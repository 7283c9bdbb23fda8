import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { AccessQuery, AuditQuery } from '../../audit/api.ts'
import { readings } from '../../audit/rules.ts'
import { ask } from '../data/fetch.ts'
import type { AuditAddress } from './address.ts'
import { isAct } from './isAct.ts'

type Filters = Pick<AuditQuery, 'actor' | 'q' | 'from' | 'until'>

/** The filters that both logs know. */
function filtersOf({ who, q, from, until }: AuditAddress): Filters {
  return { ...(who && { actor: who }), ...(q && { q }), ...(from && { from }), ...(until && { until }) }
}

/** What was done; words of the address that are no act fall away. */
export function actsQueryOf(address: AuditAddress): Omit<AuditQuery, 'before'> {
  const { what } = address
  return { ...filtersOf(address), ...(isAct(what) && { act: what }) }
}

function readsQueryOf(address: AuditAddress): Omit<AccessQuery, 'before'> {
  const how = readings.find(how => how === address.what)
  return { ...filtersOf(address), ...(how && { how }) }
}

const paging = {
  initialPageParam: null as number | null,
  getNextPageParam: ({ next }: { next: number | null }) => next,
  placeholderData: keepPreviousData,
}
const before = (row: number | null) => (row === null ? {} : { before: String(row) })

export function useActs(address: AuditAddress) {
  const asked = actsQueryOf(address)
  return useInfiniteQuery({
    ...paging,
    queryKey: ['audit', 'acts', asked],
    queryFn: ({ signal, pageParam }) => ask('/api/audit', {}, { ...asked, ...before(pageParam) }, signal),
  })
}

export function useReads(address: AuditAddress) {
  const asked = readsQueryOf(address)
  return useInfiniteQuery({
    ...paging,
    queryKey: ['audit', 'reads', asked],
    queryFn: ({ signal, pageParam }) => ask('/api/access', {}, { ...asked, ...before(pageParam) }, signal),
  })
}

/** Whether every row is as it was written; only for who sees all of them. */
export function useChain(isAsked: boolean) {
  return useQuery({
    queryKey: ['audit', 'chain'],
    queryFn: ({ signal }) => ask('/api/audit/chain', {}, {}, signal),
    enabled: isAsked,
  })
}
