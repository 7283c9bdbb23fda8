/**
 * What changes, and who may hear of it: who sees sets, places, people, the duty list or links with other systems. Ids of
 * what is seen with sets are labels, or the code of a place or trajectory; places go by code, people by account. A ticket
 * goes by its number, and by the trajectory and the set that it is about; an incident by
 * what it is about as well.
 */
export const changeKinds = {
  report: 'sets',
  facts: 'sets',
  presence: 'sets',
  device: 'sets',
  registered: 'sets',
  trajectory: 'sets',
  lessons: 'sets',
  help: 'sets',
  check: 'sets',
  verdict: 'sets',
  ticket: 'sets',
  incident: 'sets',
  rules: 'sets',
  location: 'places',
  people: 'people',
  links: 'links',
  duty: 'duty',
} as const satisfies Record<string, Hearers>
export type Hearers = 'sets' | 'places' | 'people' | 'duty' | 'links'
export type ChangeKind = keyof typeof changeKinds

/** What an action changed, for who looks. */
export type Changes = { readonly [Kind in ChangeKind]?: readonly string[] | 'all' }
