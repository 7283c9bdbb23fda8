import type { Day } from '../../calendar/day/rules.ts'
import type { LocationKind, SchoolLevel } from '../../locations/rules.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { Milestone } from '../phase/rules.ts'

export type KnownChild = { firstName: string; className: string | null }

/** A trajectory as it is. `home`, `school`: codes of its places and labels of its sets. */
export type KnownTrajectory = {
  level: string | null
  schoolYear: number | null
  counsellor: string | null
  home: string | null
  school: string | null
  child: KnownChild | null
  sets: Record<SetKind, string | null>
  /** By `name side`. */
  milestones: ReadonlyMap<string, Day>
  pauses: readonly { id: string; fromDay: Day; untilDay: Day | null }[]
}

/** What the rows of a file speak of, as it is. */
export type Known = {
  trajectories: ReadonlyMap<string, KnownTrajectory>
  /** By code. */
  locations: ReadonlyMap<string, LocationKind>
  /** Code of a school by institution and site number, `123456/1`. */
  sites: ReadonlyMap<string, string>
  /** By label; `pairOf`: the trajectory that it serves now. */
  sets: ReadonlyMap<string, { kind: string; pairOf: string | null }>
  /** Accounts of counsellors by e-mail. */
  counsellors: ReadonlyMap<string, string>
}

/** What is not as it was, as the file has it; what is personal is not shown (`isHidden`). */
export type PlannedDifference = {
  row: number
  of: string
  column: string
  before: string | null
  after: string | null
  isHidden: boolean
}

/** What becomes of one trajectory. */
export type Planned = {
  row: number
  code: string
  isNew: boolean
  isChanged: boolean
  differences: readonly PlannedDifference[]
  level: SchoolLevel | string | null
  schoolYear: number | null
  counsellor: string | null
  school: string | null
  /** Null with `newHome`: one is made. */
  home: string | null
  newHome: { municipality: string | null } | undefined
  /** Undefined: it stays as it is. */
  child: KnownChild | undefined
  sets: { side: SetKind; label: string }[]
  milestones: readonly Milestone[]
  pause: { id: string | null; fromDay: Day; untilDay: Day | null } | undefined
}

/** `first_contact family`, `requested`. */
export const keyOf = ({ name, side }: Pick<Milestone, 'name' | 'side'>) =>
  side === null ? name : `${name} ${side}`

/** The home of `T-2026-0412` is `TH-2026-0412`. */
export function homeCodeOf(trajectory: string): string {
  return trajectory.replace(/^T-/, 'TH-')
}
