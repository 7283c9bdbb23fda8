import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { SetRow, SetsPage } from '../../overview/sets/api.ts'
import { ask } from '../data/fetch.ts'
import type { SetsAddress } from './address.ts'

const pageRows = 200

/** Rows of the list by their place in it; places whose page has not come yet are missing. */
export type Loaded = {
  of: SetsAddress
  total: number
  presence: SetsPage['presence']
  rows: ReadonlyMap<number, SetRow>
}

/** The pages that hold these places of the list. While a new list loads, the old one stays. */
export function useSetPages(address: SetsAddress, first: number, last: number) {
  const indexes = pageIndexes(first, last)
  const { pages, error, fetching } = useQueries({
    queries: indexes.map(index => ({
      queryKey: ['sets', address, index],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask(
          '/api/sets',
          {},
          { ...address, offset: String(index * pageRows), limit: String(pageRows) },
          signal,
        ),
    })),
    combine,
  })
  const [kept, setKept] = useState<{ pages: typeof pages; loaded: Loaded }>()
  const arrived = pages.some(page => page !== undefined)
  if (arrived && kept?.pages !== pages) setKept({ pages, loaded: loadedFrom(address, indexes, pages) })
  const client = useQueryClient()
  const retry = useCallback(() => void client.invalidateQueries({ queryKey: ['sets'] }), [client])
  const loaded = kept?.loaded
  return { loaded, isOld: loaded !== undefined && !arrived, fetching, error, retry }
}

function pageIndexes(first: number, last: number): number[] {
  const from = Math.floor(first / pageRows)
  const to = Math.max(from, Math.floor(last / pageRows))
  return Array.from({ length: to - from + 1 }, (_, step) => from + step)
}

function combine(results: UseQueryResult<SetsPage>[]) {
  return {
    pages: results.map(result => result.data),
    error: results.find(result => result.error)?.error ?? null,
    fetching: results.some(result => result.isFetching),
  }
}

function loadedFrom(of: SetsAddress, indexes: number[], pages: (SetsPage | undefined)[]): Loaded {
  const rows = new Map<number, SetRow>()
  for (const [order, page] of pages.entries())
    for (const [row, set] of (page?.rows ?? []).entries()) rows.set(indexes[order]! * pageRows + row, set)
  const newest = pages.filter(page => page !== undefined).toSorted((a, b) => b.at - a.at)[0]!
  return { of, total: newest.total, presence: newest.presence, rows }
}
