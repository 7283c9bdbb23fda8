import type { PresenceState } from '../../devices/rules.ts'

/** A row of a chart: the end of its interval, its length, and its values in the order asked for. */
export type Point = { at: number; seconds: number; values: (number | null)[] }

/** An interval may be this much late before a gap is drawn: the agent's own jitter is 10 %. */
const lateFactor = 1.5

/** Puts a row without values where nothing was measured, so that no line is drawn over it. `points` rise in time. */
export function withGaps(points: readonly Point[], names: number): Point[] {
  const result: Point[] = []
  let previous: Point | undefined
  for (const point of points) {
    const startsAt = point.at - point.seconds * 1000
    const isGap = previous && startsAt - previous.at > (lateFactor - 1) * point.seconds * 1000 + 1000
    if (previous && isGap) {
      result.push({ at: previous.at + 1, seconds: 0, values: new Array<null>(names).fill(null) })
    }
    result.push(point)
    previous = point
  }
  return result
}

export type PresenceStretch = { from: number; to: number; state: PresenceState }

/**
 * Presence over [from, to] without holes. `before` is what held at `from`; changes rise in time.
 */
export function presenceStretches(
  changes: readonly { at: number; presence: PresenceState }[],
  before: PresenceState,
  from: number,
  to: number,
): PresenceStretch[] {
  const result: PresenceStretch[] = []
  let open = { from, state: before }
  for (const { at, presence } of changes) {
    if (at <= from) {
      open = { from, state: presence }
    } else if (at < to && presence !== open.state) {
      result.push({ ...open, to: at })
      open = { from: at, state: presence }
    }
  }
  return [...result, { ...open, to }]
}
