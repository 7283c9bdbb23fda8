import { useCallback, useEffect, useRef } from 'react'
import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'
import type { SetRow, SetsPage } from '../../overview/sets/api.ts'
import { ask } from '../data/fetch.ts'
import { useNudges } from '../data/live.ts'
import { type Loaded, useRowPages } from '../data/rowPages.ts'
import type { SetsAddress } from './address.ts'

const refreshMs = 1_000
const nudgeKinds = ['report', 'facts', 'presence', 'registered'] as const satisfies readonly NudgeKind[]

export type LoadedSets = Loaded<SetsPage>

/** The sets that match, as far as they are in sight. */
export function useSetPages(address: SetsAddress) {
  const pages = useRowPages<SetsPage>({
    key: ['sets', address],
    ask: (range, signal) => ask('/api/sets', {}, { ...address, ...range }, signal),
  })
  useRefresh(pages.loaded?.rows, pages.retry)
  return pages
}

/** Asks again for what is shown when one of its sets is named, at most once a second. */
function useRefresh(rows: ReadonlyMap<number, SetRow> | undefined, refresh: () => void) {
  const shown = useRef<ReadonlySet<string>>(new Set())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    shown.current = new Set([...(rows?.values() ?? [])].map(row => row.label))
  }, [rows])
  useEffect(() => () => clearTimeout(timer.current), [])
  useNudges(
    useCallback(
      (nudge: Nudge) => {
        if (timer.current || !nudgeKinds.some(kind => touches(nudge, kind, shown.current))) return
        timer.current = setTimeout(() => {
          timer.current = undefined
          refresh()
        }, refreshMs)
      },
      [refresh],
    ),
  )
}

function touches(nudge: Nudge, kind: NudgeKind, shown: ReadonlySet<string>): boolean {
  const labels = nudge[kind]
  if (!labels) return false
  return labels === 'many' || kind === 'registered' || labels.some(label => shown.has(label))
}
