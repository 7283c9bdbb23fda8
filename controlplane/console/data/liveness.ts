import type { Query, QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { isRefused } from './fetch.ts'
import { type News, rowOf } from './freshness.ts'
import { invalidate } from './invalidation.ts'
import { type Link, linkNow } from './live.ts'

/**
 * Whether what is shown is what holds: the stream is alive, and no answer on the screen waits for a newer one for too
 * long. `asOf`: the moment up to which it is known to hold, by this computer's clock, in ms.
 */
export type Liveness = { state: 'opening' | 'live' | 'old'; asOf: number }

/** A link that comes back sooner was never gone for whoever looks at it. */
const patienceMs = 8_000
/** An answer that is not there after this long makes what is shown old. */
const behindMsMax = 30_000
const lookMs = 1_000
/** How often what failed is asked again. */
const againMs = 5_000

let shown: Liveness = { state: 'opening', asOf: Date.now() }
const listeners = new Set<() => void>()

export function useLiveness(): Liveness {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}

/** Judges it every second, and asks again for what failed; gives what ends that. */
export function followLiveness(client: QueryClient, news: News): () => void {
  const behind = new Map<string, number>()
  const look = () => {
    const now = Date.now()
    const asOf = oldestOf(client, news, behind, now)
    tell(livenessOf(linkNow(), asOf, now))
  }
  const stop = client.getQueryCache().subscribe(look)
  const looking = setInterval(look, lookMs)
  const asking = setInterval(() => askAgain(client, news), againMs)
  return () => {
    stop()
    clearInterval(looking)
    clearInterval(asking)
  }
}

/** `asOf`: what the oldest answer on the screen is of; undefined: none waits for a newer one. */
export function livenessOf(link: Link, asOf: number | undefined, now: number): Liveness {
  if (link.state !== 'live') {
    const state = now - link.at >= patienceMs ? 'old' : 'opening'
    return { state, asOf: Math.min(link.since, asOf ?? now) }
  }
  if (asOf !== undefined && now - asOf >= behindMsMax) return { state: 'old', asOf }
  return { state: 'live', asOf: link.since }
}

function tell(next: Liveness) {
  if (next.state === shown.state && (next.state === 'live' || next.asOf === shown.asOf)) return
  shown = next
  for (const listener of listeners) listener()
}

/** Of every answer on the screen that waits for a newer one, since when; the earliest moment up to which one holds. */
function oldestOf(client: QueryClient, news: News, behind: Map<string, number>, now: number) {
  const waiting = client.getQueryCache().findAll({ type: 'active' }).filter(isBehind)
  const hashes = new Set(waiting.map(({ queryHash }) => queryHash))
  for (const hash of behind.keys()) if (!hashes.has(hash)) behind.delete(hash)
  const moments = waiting.map(query => {
    const since = behind.get(query.queryHash) ?? now
    behind.set(query.queryHash, since)
    // A page that asks by itself, whatever the news, knows what it shows to be true only when it asks.
    return rowOf(news, query.queryKey)?.isOwn ? query.state.dataUpdatedAt : since
  })
  return moments.length === 0 ? undefined : Math.min(...moments)
}

/** What was never there is told where it would stand, and so is what the server says no to. */
function isBehind({ state }: Query): boolean {
  if (state.data === undefined || isRefused(state.error)) return false
  return state.isInvalidated || state.status === 'error'
}

/** What nothing makes old is not asked by itself: it is written down each time. */
function askAgain(client: QueryClient, news: News) {
  for (const query of client.getQueryCache().findAll({ type: 'active', fetchStatus: 'idle' })) {
    const row = rowOf(news, query.queryKey)
    const isFollowed = row !== undefined && Object.keys(row.when).length > 0
    if (isFollowed && query.state.status === 'error' && isBehind(query))
      invalidate(client, { queryKey: query.queryKey, exact: true })
  }
}
