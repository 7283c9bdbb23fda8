import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

const pageRows = 100
/** As many rows as a first screen may show. */
const firstScreen = { first: 0, last: 40 }

/** One page of a list, as every list answers. */
type PageOfRows<Row> = { total: number; rows: readonly Row[] }
export type Range = { offset: string; limit: string }

/** Rows by their place in the list; places whose page has not come yet are missing. `newest`: what else it said. */
export type Loaded<Page extends PageOfRows<unknown>> = {
  of: string
  total: number
  rows: ReadonlyMap<number, Page['rows'][number]>
  newest: Page
}

type Asked<Page> = {
  /** Under which its answers are kept; the first word names the list. */
  key: readonly unknown[]
  ask: (range: Range, signal: AbortSignal) => Promise<Page>
  /** Asked again after so long, while somebody looks; ms. Left out: news alone makes it old. */
  againMs?: number
}

/** The pages of a list that hold what is in sight. While a new list loads, the old one stays. */
export function useRowPages<Page extends PageOfRows<unknown>>({ key, ask, againMs }: Asked<Page>) {
  const [{ first, last }, setSeen] = useState(firstScreen)
  const indexes = pageIndexes(first, last)
  const { pages, error } = useQueries({
    queries: indexes.map(index => ({
      queryKey: [...key, index],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask({ offset: String(index * pageRows), limit: String(pageRows) }, signal),
      ...(againMs !== undefined && { refetchInterval: againMs }),
    })),
    combine: combine<Page>,
  })
  const [kept, setKept] = useState<{ pages: typeof pages; loaded: Loaded<Page> }>()
  const hasArrived = pages.some(page => page !== undefined)
  if (hasArrived && kept?.pages !== pages)
    setKept({ pages, loaded: loadedFrom(JSON.stringify(key), indexes, pages) })
  const client = useQueryClient()
  const loaded = kept?.loaded
  return {
    loaded,
    isOld: loaded !== undefined && !hasArrived,
    error,
    retry: () => void client.invalidateQueries({ queryKey: [key[0]] }),
    seen: (first: number, last: number) => setSeen({ first, last }),
  }
}

function pageIndexes(first: number, last: number): number[] {
  const from = Math.floor(first / pageRows)
  const to = Math.max(from, Math.floor(last / pageRows))
  return Array.from({ length: to - from + 1 }, (_, step) => from + step)
}

function combine<Page>(results: UseQueryResult<Page>[]) {
  return {
    pages: results.map(result => result.data),
    error: results.find(result => result.error)?.error ?? null,
  }
}

function loadedFrom<Page extends PageOfRows<unknown>>(
  of: string,
  indexes: readonly number[],
  pages: readonly (Page | undefined)[],
): Loaded<Page> {
  const rows = new Map<number, Page['rows'][number]>()
  for (const [order, page] of pages.entries())
    for (const [place, row] of (page?.rows ?? []).entries()) rows.set(indexes[order]! * pageRows + place, row)
  const newest = pages.findLast(page => page !== undefined)!
  return { of, total: newest.total, rows, newest }
}
