import type { Query, QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Nudge } from '../../overview/nudge/api.ts'
import { isMadeOld, mayBeMadeOld, type News, namedIn, type Row, rowOf } from './freshness.ts'
import { invalidate } from './invalidation.ts'
import { onNudge } from './live.ts'

/** What news names of what a page asks for by itself. `heard` must stay the same. */
export function useNamed(row: Row, heard: (named: 'all' | readonly string[]) => void) {
  useEffect(
    () =>
      onNudge(nudge => {
        const named = namedIn(nudge, row)
        if (named.length > 0) heard(named)
      }),
    [row, heard],
  )
}

/** Asks again for whatever is on the screen and news makes old, as the table says; gives what ends that. */
export function followNews(
  client: QueryClient,
  listen: (listener: (nudge: Nudge) => void) => () => void,
  table: News,
): () => void {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const askAgain = (query: Query) => {
    const { isList, paceMs } = rowOf(table, query.queryKey)!
    const scope = isList ? { queryKey: [query.queryKey[0]] } : { queryKey: query.queryKey, exact: true }
    const id = isList ? String(query.queryKey[0]) : query.queryHash
    if (waiting.has(id)) return
    if (paceMs === undefined) return invalidate(client, scope)
    const timer = setTimeout(() => {
      waiting.delete(id)
      invalidate(client, scope)
    }, paceMs)
    waiting.set(id, timer)
  }
  const stop = listen(nudge => {
    for (const query of client.getQueryCache().findAll({ type: 'active' })) {
      const row = rowOf(table, query.queryKey)
      if (!row || row.isOwn) continue
      const { data } = query.state
      const isOld =
        data === undefined
          ? mayBeMadeOld(nudge, row, query.queryKey)
          : isMadeOld(nudge, row, query.queryKey, data)
      if (isOld) askAgain(query)
    }
  })
  return () => {
    stop()
    for (const timer of waiting.values()) clearTimeout(timer)
  }
}
