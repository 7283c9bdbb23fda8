import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { LocationFields } from '../../locations/api.ts'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { ask, tell } from '../data/fetch.ts'
import type { PlacesAddress } from './address.ts'

const pageRows = 100

/** The list, page by page as somebody asks for more. */
export function usePlaces(address: PlacesAddress) {
  return useInfiniteQuery({
    queryKey: ['locations', address],
    queryFn: ({ signal, pageParam }) =>
      ask(
        '/api/locations',
        {},
        { ...address, offset: String(pageParam * pageRows), limit: String(pageRows) },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ total }, _, page) => ((page + 1) * pageRows < total ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  })
}

export function usePlace(code: string) {
  return useQuery({
    queryKey: ['location', code],
    queryFn: ({ signal }) => ask('/api/locations/:code', { code }, {}, signal),
  })
}

export function useSavePlace(code: string) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: (fields: LocationFields) => tell('PUT /api/locations/:code', { code }, fields),
    onSettled: () => client.invalidateQueries({ queryKey: ['location', code] }),
  })
}

/** What may be changed of a place, as it is now. */
export function fieldsOf(place: LocationDetail): LocationFields {
  const { name, municipality, provider, institutionNo, siteNo, level, bells } = place
  return { name, municipality, provider, institutionNo, siteNo, level, bells }
}
