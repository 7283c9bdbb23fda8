import * as features from './features.ts'

type Feature = (typeof features)[keyof typeof features]

/** The features that bring this to the whole. */
export type Bringing<Part extends string> = Extract<Feature, { readonly [Name in Part]: unknown }>

/** The features that bring this, by name. */
export function bringing<Part extends string>(part: Part): Bringing<Part>[] {
  return Object.values<Feature>(features).filter((one): one is Bringing<Part> => part in one)
}

/** What holds for each of a union, in one. */
export type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never
