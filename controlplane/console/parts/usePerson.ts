import { useQuery } from '@tanstack/react-query'
import { ask } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'

/** "Noor, 4B": whom the page of an object is about, for who may know. That it is read, is written down once a lesson. */
export function usePerson(code: string, isWanted: boolean): string | undefined {
  const { roles } = useMe()
  const { data } = useQuery({
    queryKey: ['person', code],
    queryFn: ({ signal }) => ask('/api/trajectories/:code/person', { code }, {}, signal),
    enabled: isWanted && mayDo(roles, 'seeChildren'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!isWanted || !data?.child) return undefined
  return [data.child.firstName, data.child.className].filter(Boolean).join(', ')
}
