import { useInfiniteQuery } from '@tanstack/react-query'
import type { RuleName } from '../../signals/rules.ts'
import { ask } from '../data/fetch.ts'

/** What decisions are about. */
export type Of = { trajectory: string } | { set: string } | { ticket: string }

const nameOf = (of: Of): string => Object.values(of)[0]!

/** What was decided, the newest first. */
export function useDecisions(of: Of, rule: RuleName | undefined) {
  return useInfiniteQuery({
    queryKey: ['decisions', nameOf(of), rule ?? 'all'],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...(rule && { rule }), ...(pageParam !== null && { before: pageParam }) }
      if ('trajectory' in of)
        return ask('/api/trajectories/:code/decisions', { code: of.trajectory }, query, signal)
      if ('set' in of) return ask('/api/sets/:label/decisions', { label: of.set }, query, signal)
      return ask('/api/tickets/:no/decisions', { no: of.ticket }, query, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
}
