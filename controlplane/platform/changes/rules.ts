/**
 * What changes, and what its ids are: of sets (by label, or code of a place or trajectory), of trajectories and of
 * their lessons (by code), of places (by code), of people (by account), of the duty list.
 */
export const changeKinds = [
  'report',
  'facts',
  'presence',
  'device',
  'registered',
  'trajectory',
  'lessons',
  'location',
  'people',
  'duty',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** What an action changed, for who looks. */
export type Changes = { readonly [Kind in ChangeKind]?: readonly string[] | 'all' }
