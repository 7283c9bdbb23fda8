import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'

/** More are not named at once by the contract. */
const namedMax = 50

/** "Noor, 4B" by the code of a trajectory: of those that ask for a person, for who may know. */
export function useChildren(codes: readonly string[]): ReadonlyMap<string, string> {
  const { roles } = useMe()
  const of = codes.slice(0, namedMax).toSorted().join(',')
  const { data } = useQuery({
    queryKey: ['board-children', of],
    queryFn: ({ signal }) => ask('/api/board/children', {}, { of }, signal),
    enabled: of !== '' && mayDo(roles, 'seeChildren'),
    placeholderData: old => old,
  })
  return useMemo(() => {
    const asking = new Set(of.split(','))
    const known = data?.children.filter(({ trajectory }) => asking.has(trajectory)) ?? []
    return new Map(
      known.map(({ trajectory, firstName, className }) => [
        trajectory,
        [firstName, className].filter(Boolean).join(', '),
      ]),
    )
  }, [data, of])
}
