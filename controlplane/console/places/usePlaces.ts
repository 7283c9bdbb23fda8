import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { LocationFields } from '../../locations/api.ts'
import type { LocationDetail, LocationsPage } from '../../overview/locations/api.ts'
import type { Nudge } from '../../overview/nudge/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { useNudges } from '../data/live.ts'
import { useRowPages } from '../data/rowPages.ts'
import { useNews } from '../data/useNews.ts'
import type { PlacesAddress } from './address.ts'

const listKinds = ['location', 'registered'] as const
const refreshMs = 1_000

/** The places that match, as far as they are in sight. */
export function usePlaces(address: PlacesAddress) {
  useNews('locations', listKinds)
  return useRowPages<LocationsPage>({
    key: ['locations', 'list', address],
    ask: (range, signal) => ask('/api/locations', {}, { ...address, ...range }, signal),
  })
}

/** One place, asked for again when it or one of its sets is named. */
export function usePlace(code: string) {
  const found = useQuery({
    queryKey: ['location', code],
    queryFn: ({ signal }) => ask('/api/locations/:code', { code }, {}, signal),
  })
  useRefresh(code, found.data)
  return found
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

function useRefresh(code: string, place: LocationDetail | undefined) {
  const client = useQueryClient()
  const shown = useRef<ReadonlySet<string>>(new Set())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const here = place?.trajectories ?? []
    shown.current = new Set([code, ...here.flatMap(({ code, set }) => (set === null ? [code] : [code, set]))])
  }, [code, place])
  useEffect(() => () => clearTimeout(timer.current), [])
  useNudges(
    useCallback(
      ({ location, trajectory, presence, registered }: Nudge) => {
        const isNamed = [location, trajectory, presence].some(
          codes => codes === 'many' || codes?.some(code => shown.current.has(code)),
        )
        if (timer.current || !(isNamed || registered)) return
        timer.current = setTimeout(() => {
          timer.current = undefined
          void client.invalidateQueries({ queryKey: ['location', code] })
        }, refreshMs)
      },
      [client, code],
    ),
  )
}
