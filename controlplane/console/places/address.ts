import { locationKinds } from '../../locations/rules.ts'
import type { LocationsQuery } from '../../overview/locations/api.ts'

export type PlacesAddress = Pick<LocationsQuery, 'q' | 'kind'>
export type PlaceKind = (typeof locationKinds)[number]
const longest = 100

/** What the address says, as far as it is known here; unknown words fall away. */
export function parsePlacesAddress(search: { [Name in keyof PlacesAddress]?: unknown }): PlacesAddress {
  const { q } = search
  const kind = chosenKinds(search.kind).join(',')
  return {
    ...(typeof q === 'string' && q !== '' && { q: q.slice(0, longest) }),
    ...(kind !== '' && { kind }),
  }
}

export function chosenKinds(value: unknown): PlaceKind[] {
  const named = typeof value === 'string' ? value.split(',') : []
  return locationKinds.filter(kind => named.includes(kind))
}

/** The address after a kind was switched. */
export function withKind(address: PlacesAddress, kind: PlaceKind): PlacesAddress {
  const chosen = chosenKinds(address.kind)
  const kinds = chosen.includes(kind) ? chosen.filter(each => each !== kind) : [...chosen, kind]
  return parsePlacesAddress({ ...address, kind: kinds.join(',') })
}
