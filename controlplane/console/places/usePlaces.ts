import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LocationFields } from '../../locations/api.ts'
import type { LocationDetail, LocationsPage } from '../../overview/locations/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { useRowPages } from '../data/rowPages.ts'
import type { PlacesAddress } from './address.ts'
import { placeQuery } from './placeQuery.ts'

/** The places that match, as far as they are in sight. */
export function usePlaces(address: PlacesAddress) {
  return useRowPages<LocationsPage>({
    key: ['locations', address],
    ask: (range, signal) => ask('/api/locations', {}, { ...address, ...range }, signal),
  })
}

export function usePlace(code: string) {
  return useQuery(placeQuery(code))
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
