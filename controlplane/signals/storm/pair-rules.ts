import type { PairVerdict } from '../../calls/pair/rules.ts'

type Waiting = {
  readonly trajectory: string
  readonly verdict: { readonly verdict: PairVerdict } | null
  readonly sets: readonly { readonly lostAt: number | null; readonly isBack: boolean }[]
  readonly minutesAtRisk: number
  readonly nextLesson: number | null
  readonly isMovedIn: boolean | null
}

/** For `sort`: who loses most now, then who has not got its sets back, then whose lesson comes first. */
export function byNeed(one: Waiting, other: Waiting): number {
  return (
    other.minutesAtRisk - one.minutesAtRisk ||
    Number(isGone(other)) - Number(isGone(one)) ||
    (one.nextLesson ?? Infinity) - (other.nextLesson ?? Infinity) ||
    one.trajectory.localeCompare(other.trajectory)
  )
}

/** Whether a set of it is not back; of one that a person took out nothing counts. */
export function isGone({ sets, isMovedIn }: Pick<Waiting, 'sets' | 'isMovedIn'>): boolean {
  return isMovedIn !== false && sets.some(({ lostAt, isBack }) => lostAt !== null && !isBack)
}

/** Whether a child sits and waits. */
export function isWaiting({ verdict }: Pick<Waiting, 'verdict'>): boolean {
  return verdict?.verdict === 'child_waits' || verdict?.verdict === 'child_waits_class_gone'
}
