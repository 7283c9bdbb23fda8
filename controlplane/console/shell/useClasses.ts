import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'

/** The class by the code of a trajectory, for who may know: it tells two children of one name apart. */
export function useClasses(codes: readonly string[]): ReadonlyMap<string, string> {
  const { roles } = useMe()
  const of = codes.toSorted().join(',')
  const { data } = useQuery({
    queryKey: ['search-classes', of],
    queryFn: ({ signal }) => ask('/api/search/classes', {}, { of }, signal),
    enabled: of !== '' && mayDo(roles, 'seeChildren'),
    placeholderData: old => old,
    staleTime: 30_000,
  })
  return useMemo(
    () => new Map(data?.classes.map(({ trajectory, className }) => [trajectory, className])),
    [data],
  )
}
