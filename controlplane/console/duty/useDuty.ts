import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DutyNow, NewDuty, OwnDuty } from '../../duty/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { serverNow } from '../ui/clock.ts'

const hourMs = 3_600_000
/** What begins at an hour has begun when it is asked. */
const afterMs = 1_000

/** Who is on duty now; asked again when somebody's turn ends, and at every whole hour. */
export function useDutyNow() {
  const { roles } = useMe()
  return useQuery({
    queryKey: ['duty', 'now'],
    queryFn: ({ signal }) => ask('/api/duty/now', {}, {}, signal),
    enabled: mayDo(roles, 'seeDutyNow'),
    // Also behind another window: who comes back must not see who was on duty before.
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => untilChange(state.data, serverNow()),
  })
}

function untilChange(duty: DutyNow | undefined, now: number): number {
  const hour = (Math.floor(now / hourMs) + 1) * hourMs
  const turns = [...(duty?.onDuty ?? []).map(({ endsAt }) => endsAt), duty?.next?.startsAt, duty?.changesAt]
  const next = Math.min(hour, ...(turns.filter(turn => turn != null && turn > now) as number[]))
  return next - now + afterMs
}

export function useDutyWeek(from: string | undefined) {
  return useQuery({
    queryKey: ['duty', 'week', from ?? ''],
    queryFn: ({ signal }) => ask('/api/duty', {}, from === undefined ? {} : { from }, signal),
    placeholderData: keepPreviousData,
  })
}

export function usePlanDuty() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (duty: NewDuty) => tell('POST /api/duty', {}, duty),
    onSettled: useRefresh(),
  })
}

/** For oneself, from now on. */
export function useGoOnDuty() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (duty: OwnDuty) => tell('POST /api/duty/own', {}, duty),
    onSettled: useRefresh(),
  })
}

export function useRemoveDuty() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell('DELETE /api/duty/:id', { id }, {}),
    onSettled: useRefresh(),
  })
}

export function useTakeOver() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell('POST /api/duty/:id/take-over', { id }, {}),
    onSettled: useRefresh(),
  })
}

/** Undoes a take-over. */
export function useGiveBack() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell('POST /api/duty/:id/give-back', { id }, {}),
    onSettled: useRefresh(),
  })
}

export function useCopyWeek() {
  return useMutation({
    networkMode: 'always',
    mutationFn: (from: string) => tell('POST /api/duty/copy', {}, { from }),
    onSettled: useRefresh(),
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['duty'] })
}
