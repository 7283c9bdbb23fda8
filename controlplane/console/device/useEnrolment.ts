import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tell } from '../data/fetch.ts'
import { enrolmentQuery } from './enrolmentQuery.ts'

export function useEnrolment(label: string) {
  return useQuery(enrolmentQuery(label))
}

/** What an administrator decides about a device. */
export const decisions = ['accept', 'return', 'revoke'] as const
export type Decision = (typeof decisions)[number]

export function useDecide(label: string) {
  const refresh = useRefresh(label)
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ id, decision }: { id: string; decision: Decision }) =>
      tell(`POST /api/devices/:id/${decision}`, { id }, {}),
    onSettled: refresh,
  })
}

export function useMakeCode(label: string) {
  const refresh = useRefresh(label)
  return useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/sets/:label/enrolment-code', { label }, {}),
    onSettled: refresh,
  })
}

export function useRevokeCode(label: string) {
  const refresh = useRefresh(label)
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell('DELETE /api/enrolment-tokens/:id', { id }, {}),
    onSettled: refresh,
  })
}

export function usePing(label: string) {
  return useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/sets/:label/ping', { label }, {}),
  })
}

function useRefresh(label: string) {
  const client = useQueryClient()
  return () =>
    Promise.all(['set', 'enrolment'].map(key => client.invalidateQueries({ queryKey: [key, label] })))
}
