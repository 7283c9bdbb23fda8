import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, tell } from '../data/fetch.ts'

export function useWalls() {
  return useQuery({ queryKey: ['walls'], queryFn: ({ signal }) => ask('/api/walls', {}, {}, signal) })
}

export function useMakeWall() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (name: string) => tell('POST /api/walls', {}, { name }),
  })
}

export function useEndWall() {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell('DELETE /api/walls/:id', { id }, {}),
    onSettled: () => client.invalidateQueries({ queryKey: ['walls'] }),
  })
}
