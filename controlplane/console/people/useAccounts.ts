import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Nudge } from '../../overview/nudge/api.ts'
import type { Role } from '../../people/rules.ts'
import { ask, tell } from '../data/fetch.ts'
import { useNudges } from '../data/live.ts'

/** Everybody who may sign in, or those whose name or e-mail holds these words. */
export function useAccounts(q: string | undefined) {
  usePeopleNews()
  return useQuery({
    queryKey: ['accounts', 'list', q ?? ''],
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

export function useSignIns(id: string) {
  return useQuery({
    queryKey: ['accounts', 'sign-ins', id],
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

/** Somebody's sign-ins are only asked again when they changed: every time they are read is written down. */
function usePeopleNews() {
  const client = useQueryClient()
  useNudges(
    useCallback(
      ({ people }: Nudge) => {
        if (people === undefined) return
        void client.invalidateQueries({ queryKey: ['accounts', 'list'] })
        const changed = people === 'many' ? [[]] : people.map(id => [id])
        for (const id of changed) void client.invalidateQueries({ queryKey: ['accounts', 'sign-ins', ...id] })
      },
      [client],
    ),
  )
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['accounts'] })
}
