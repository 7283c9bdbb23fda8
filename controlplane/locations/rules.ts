export const locationKinds = ['school', 'home', 'hospital', 'warehouse'] as const
export type LocationKind = (typeof locationKinds)[number]

/** What is taught at a school site, and what the child of a trajectory follows. */
export const schoolLevels = [
  'nursery',
  'primary',
  'secondary',
  'special_primary',
  'special_secondary',
] as const
export type SchoolLevel = (typeof schoolLevels)[number]

/** What may be wrong with what is said of a place. */
export type PlaceRefusal =
  | 'not_a_school'
  | 'home_without_name'
  | 'half_a_number'
  | 'wrong_order'
  | 'overlap'
  | 'number_taken'
