import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewMaintenance } from '../../signals/maintenance/api.ts'
import { ask, tell } from '../data/fetch.ts'

const key = ['maintenance']

export function useMaintenance() {
  return useQuery({
    queryKey: ['maintenance'],
    queryFn: ({ signal }) => ask('/api/maintenances', {}, {}, signal),
  })
}

function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: deed,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

export const usePlan = () => useDeed((plan: NewMaintenance) => tell('POST /api/maintenances', {}, plan))
export const useEnd = () => useDeed((id: string) => tell('POST /api/maintenances/:id/end', { id }, {}))
