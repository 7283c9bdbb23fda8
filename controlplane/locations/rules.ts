import { hoursRefusals } from './hours/rules.ts'

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
export const placeRefusals = {
  not_a_school: {
    status: 422,
    message: 'Only schools have this: {where}.',
    expected: 'nothing, or a place of the kind school',
  },
  home_without_name: { status: 422, message: 'A home has no name here: {where}.', expected: 'no name' },
  half_a_number: {
    status: 422,
    message: 'A school site has both numbers or none; missing is {where}.',
    expected: 'the number of the institution and that of the site',
  },
  ...hoursRefusals,
  number_taken: {
    status: 409,
    message: 'Another location has the number {where}.',
    expected: 'a number of institution and site that no other place has',
  },
} as const
export type PlaceRefusal = keyof typeof placeRefusals
