import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { EditOfRule } from '../../signals/settings/api.ts'
import { ask, tell } from '../data/fetch.ts'

export function useRules() {
  return useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => ask('/api/rules', {}, {}, signal) })
}

export function useRuleHistory(rule: string) {
  return useInfiniteQuery({
    queryKey: ['rule-history', rule],
    queryFn: ({ signal, pageParam }) =>
      ask(
        '/api/rules/:rule/history',
        { rule },
        { ...(pageParam !== null && { before: String(pageParam) }) },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: page => page.next,
  })
}

/** Changes a rule: what it is and who made it so are asked again afterwards. */
function useChange<Given>(rule: string, change: (given: Given) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['rules'] }),
        client.invalidateQueries({ queryKey: ['rule-history', rule] }),
      ]),
  })
}

export const useSaveRule = (rule: string) =>
  useChange(rule, (edit: EditOfRule) => tell('PUT /api/rules/:rule', { rule }, edit))
export const useResetRule = (rule: string) =>
  useChange(rule, () => tell('POST /api/rules/:rule/reset', { rule }, {}))
/** 0: as it is delivered. */
export const useRevertRule = (rule: string) =>
  useChange(rule, (revision: number) => tell('POST /api/rules/:rule/revert', { rule }, { revision }))

/** What the rule would have done with this edit. */
export function useReplay(rule: string) {
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ edit, days }: { edit: EditOfRule; days: number }) =>
      tell('POST /api/rules/:rule/replay', { rule }, { edit, days }),
  })
}
