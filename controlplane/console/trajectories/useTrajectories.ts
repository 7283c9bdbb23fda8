import { useQuery } from '@tanstack/react-query'
import type { TrajectoriesPage } from '../../overview/trajectories/api.ts'
import { ask } from '../data/fetch.ts'
import { type Loaded, useRowPages } from '../data/rowPages.ts'
import type { TrajectoriesAddress } from './address.ts'

export type LoadedTrajectories = Loaded<TrajectoriesPage>

/** The trajectories that match, as far as they are in sight. */
export function useTrajectories(address: TrajectoriesAddress) {
  return useRowPages<TrajectoriesPage>({
    key: ['trajectories', address],
    ask: (range, signal) => ask('/api/trajectories', {}, { ...address, ...range }, signal),
  })
}

/** Who can have trajectories. */
export function useCounsellors(isNeeded = true) {
  return useQuery({
    queryKey: ['counsellors'],
    queryFn: ({ signal }) => ask('/api/counsellors', {}, {}, signal),
    enabled: isNeeded,
  })
}
