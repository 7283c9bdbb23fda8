import type { LocationDetail } from '../../overview/locations/api.ts'
import type { Action } from '../session/actions.ts'

export const calendarActions: readonly Action<LocationDetail>[] = [
  {
    verb: 'places.closed.toCalendar',
    synonyms: 'places.closed.synonyms',
    policy: 'seeLocations',
    fits: ({ kind }) => kind === 'school',
    run: ({ code }, { navigate }) => navigate({ to: '/admin/calendar', search: { location: code } }),
  },
]
