import type { LocationDetail } from '../../overview/locations/api.ts'
import { type Action, pressed } from '../session/actions.ts'

/** What may be done with a place. */
export const placeActions: readonly Action<LocationDetail>[] = [
  {
    verb: 'places.changeFacts',
    synonyms: 'places.synonyms.facts',
    policy: 'changeLocations',
    run: pressed('change-facts'),
  },
  {
    verb: 'places.changeBells',
    synonyms: 'places.synonyms.bells',
    policy: 'changeLocations',
    fits: ({ kind }) => kind === 'school',
    run: pressed('change-bells'),
  },
]

export const newPlace: Action<unknown> = {
  verb: 'places.new.add',
  synonyms: 'places.new.synonyms',
  policy: 'registerLocations',
  run: (_nothing, { navigate }) => navigate({ to: '/locations/new' }),
}
