import { useQuery } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'

/** How soon somebody must look who is counted in the rail. */
const asksNow = '1,2'

/** Tickets that nobody has: all, and those that ask for somebody now. Undefined: not known, or not for this person. */
export function useFree(): { all: number; now: number } | undefined {
  const { roles } = useMe()
  const { data } = useQuery({
    queryKey: ['free-tickets'],
    queryFn: async ({ signal }) => {
      const of = (priority?: string) =>
        ask('/api/tickets', {}, { state: 'new', limit: '1', ...(priority && { priority }) }, signal)
      const [all, now] = await Promise.all([of(), of(asksNow)])
      return { all: all.total, now: now.total }
    },
    enabled: mayDo(roles, 'workTickets'),
  })
  return data
}
