import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ClosedDay } from '../../calendar/api.ts'
import { ask, tell } from '../data/fetch.ts'
import type { CalendarAddress } from './address.ts'

/** A school year, with the days of one site when it is named. */
export function useCalendar({ year, location }: CalendarAddress) {
  return useQuery({
    queryKey: ['calendar', year ?? 'now', location ?? 'all'],
    queryFn: ({ signal }) =>
      ask('/api/calendar', {}, { ...(year && { year }), ...(location && { location }) }, signal),
    placeholderData: keepPreviousData,
  })
}

/** A day of one site, or of all of them. */
export type ClosedOf = ClosedDay & { day: string; location: string | null }

/** Closes a day, or changes what it is called. */
export function useCloseDay() {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ day, location, half, name }: ClosedOf) =>
      location === null
        ? tell('PUT /api/closed-days/:day', { day }, { half, name })
        : tell('PUT /api/locations/:code/closed-days/:day', { code: location, day }, { half, name }),
    onSettled: (_done, _error, { location }) => refresh(client, location),
  })
}

/** The day is an ordinary one again. */
export function useOpenDay() {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ day, location }: Pick<ClosedOf, 'day' | 'location'>) =>
      location === null
        ? tell('DELETE /api/closed-days/:day', { day }, {})
        : tell('DELETE /api/locations/:code/closed-days/:day', { code: location, day }, {}),
    onSettled: (_done, _error, { location }) => refresh(client, location),
  })
}

async function refresh(client: ReturnType<typeof useQueryClient>, location: string | null) {
  const keys = [['calendar'], ...(location === null ? [] : [['location', location]])]
  await Promise.all(keys.map(queryKey => client.invalidateQueries({ queryKey })))
}
