import type { Decision } from '../../signals/decision/api.ts'

/** How long a signal held before it fired, by the log itself; seconds. Undefined: that it began is not among these. */
export function heldFor({ about, what, at }: Decision, before: readonly Decision[]): number | undefined {
  if (what !== 'fired') return undefined
  const last = before.find(each => each.about === about)
  return last?.what === 'held' ? Math.round((at - last.at) / 1000) : undefined
}

/** Whether a decision right after it says why there is a ticket or none: then this one need not. */
export function isFollowed({ about, at }: Decision, after: Decision | undefined): boolean {
  return after?.about === about && after.what === 'decided' && after.at === at
}
