import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '../../people/rules.ts'
import { ask, tell } from '../data/fetch.ts'

/** Everybody who may sign in, or those whose name or e-mail holds these words. */
export function useAccounts(q: string | undefined) {
  return useQuery({
    queryKey: ['accounts', q ?? ''],
    queryFn: ({ signal }) => ask('/api/accounts', {}, q === undefined ? {} : { q }, signal),
    placeholderData: keepPreviousData,
  })
}

/** Who it is. Every answer is written down, so it is not asked again by itself. */
export function useAccountName(id: string) {
  return useQuery({
    queryKey: ['account-name', id],
    queryFn: ({ signal }) => ask('/api/accounts/:id', { id }, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Only asked again when they changed: every time they are read is written down. */
export function useSignIns(id: string) {
  return useQuery({
    queryKey: ['account-sign-ins', id],
    queryFn: ({ signal }) => ask('/api/accounts/:id/sign-ins', { id }, {}, signal),
  })
}

export function useSaveRoles(id: string) {
  return useMutation({
    networkMode: 'always',
    mutationFn: (roles: Role[]) => tell('PUT /api/accounts/:id/roles', { id }, { roles }),
    onSettled: useRefresh(),
  })
}

/** `disable` shuts an account, `enable` opens it again. */
export function useShutOrOpen(id: string) {
  return useMutation({
    networkMode: 'always',
    mutationFn: (what: 'disable' | 'enable') => tell(`POST /api/accounts/:id/${what}`, { id }, {}),
    onSettled: useRefresh(),
  })
}

export function useEndSignIn() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell('DELETE /api/sign-ins/:id', { id }, {}),
    onSettled: useRefresh(),
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all(['accounts', 'account-sign-ins'].map(key => client.invalidateQueries({ queryKey: [key] })))
}
