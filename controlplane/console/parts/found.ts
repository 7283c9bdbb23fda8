import {
  checkNames,
  type Finding,
  type FindingCode,
  findingOf,
  type Outcome,
} from '../../../protocol/findings.ts'
import { expectedBy, type Needs, needsOf, type SetKind, worstOf } from '../../../protocol/verdict.ts'

const worstFirst: readonly Outcome[] = ['failed', 'doubtful', 'unknown', 'ok']

/**
 * What was found: the worst first, then what no lesson can do without, then in the order in which a person would look.
 * What nobody asks of a set is left out, as an agent of another version may tell it.
 */
export function foundIn(codes: readonly FindingCode[], needs: Needs): Finding[] {
  const place = ({ outcome, check }: Finding) => {
    const spared = needs[check] === 'needed' ? 0 : 1
    return (worstFirst.indexOf(outcome) * 2 + spared) * checkNames.length + checkNames.indexOf(check)
  }
  return codes
    .map(findingOf)
    .filter(({ check }) => needs[check] !== 'not_asked')
    .toSorted((a, b) => place(a) - place(b))
}

/** What a set of this kind needs for a lesson. What it is expected to have shows in what it looked at. */
export function needsIn(kind: SetKind, codes: readonly FindingCode[]): Needs {
  return needsOf(kind, expectedBy(codes))
}

/** The finding whose next step comes first; undefined: the set is ready. */
export function firstToMend(kind: SetKind, codes: readonly FindingCode[]): Finding | undefined {
  return worstOf(codes, needsIn(kind, codes))
}
