import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'
import type { TrajectoriesPage, TrajectoryRow } from '../../overview/trajectories/api.ts'
import { ask } from '../data/fetch.ts'
import { useNudges } from '../data/live.ts'
import { type Loaded, useRowPages } from '../data/rowPages.ts'
import type { TrajectoriesAddress } from './address.ts'

const refreshMs = 1_000
const newsKinds = ['trajectory', 'registered', 'presence', 'lessons'] as const satisfies readonly NudgeKind[]

export type LoadedTrajectories = Loaded<TrajectoriesPage>

/** The trajectories that match, as far as they are in sight. */
export function useTrajectories(address: TrajectoriesAddress) {
  const pages = useRowPages<TrajectoriesPage>({
    key: ['trajectories', address],
    ask: (range, signal) => ask('/api/trajectories', {}, { ...address, ...range }, signal),
  })
  useRefresh(pages.loaded?.rows)
  return pages
}

/** Asks again for what is shown when something of it is named, at most once a second. */
function useRefresh(rows: ReadonlyMap<number, TrajectoryRow> | undefined) {
  const client = useQueryClient()
  const shown = useRef<ReadonlySet<string>>(new Set())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    shown.current = new Set(
      [...(rows?.values() ?? [])].flatMap(({ code, home, school }) => [
        code,
        home.set ?? '',
        school.set ?? '',
      ]),
    )
  }, [rows])
  useEffect(() => () => clearTimeout(timer.current), [])
  useNudges(
    useCallback(
      (nudge: Nudge) => {
        if (timer.current || !newsKinds.some(kind => touches(nudge, kind, shown.current))) return
        timer.current = setTimeout(() => {
          timer.current = undefined
          void client.invalidateQueries({ queryKey: ['trajectories'] })
        }, refreshMs)
      },
      [client],
    ),
  )
}

/** A trajectory that is not shown may come into the list when it changes; a set's link does not bring one in. */
function touches(nudge: Nudge, kind: (typeof newsKinds)[number], shown: ReadonlySet<string>): boolean {
  const names = nudge[kind]
  if (!names) return false
  return names === 'many' || kind !== 'presence' || names.some(name => shown.has(name))
}

/** Who can have trajectories. */
export function useCounsellors(isNeeded = true) {
  return useQuery({
    queryKey: ['counsellors'],
    queryFn: ({ signal }) => ask('/api/counsellors', {}, {}, signal),
    enabled: isNeeded,
  })
}
