import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Nudge, NudgeKind } from '../../overview/nudge/api.ts'
import { useNudges } from './live.ts'

/** Asks again for everything under this key when one of these kinds changed. */
export function useNews(key: string, kinds: readonly NudgeKind[]) {
  const client = useQueryClient()
  useNudges(
    useCallback(
      (nudge: Nudge) => {
        if (kinds.some(kind => nudge[kind] !== undefined)) void client.invalidateQueries({ queryKey: [key] })
      },
      [client, key, kinds],
    ),
  )
}
