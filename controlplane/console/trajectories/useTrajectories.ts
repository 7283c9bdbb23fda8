import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'
import { queryOf, type TrajectoriesAddress } from './address.ts'

/** One page of the list; while another one loads, the old one stays. */
export function useTrajectories(address: TrajectoriesAddress) {
  return useQuery({
    queryKey: ['trajectories', address],
    queryFn: ({ signal }) => ask('/api/trajectories', {}, queryOf(address), signal),
    placeholderData: keepPreviousData,
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
