/** How far a signal is. What is quiet has no row: neither has what was never known. */
export const signalStates = ['quiet', 'holding', 'active', 'clearing', 'unknown'] as const
export type SignalState = (typeof signalStates)[number]

/**
 * What is seen of a condition now. `holds` null: it cannot be known. `since`: since when it is so, ms since 1970 UTC, as
 * far as that may count (`countsSince`).
 */
export type Seen = { readonly holds: boolean | null; readonly since: number }

/**
 * `since`: of the state; of `holding` and `clearing` the time from which they count. `entries`: when it became active, of
 * the last half hour. Only what somebody heard of can be `unknown`.
 */
export type Signal = {
  readonly state: SignalState
  readonly since: number
  readonly entries: readonly number[]
}

/** What happened to a signal, for the log of decisions. */
export const signalMoves = [
  'held',
  'healed_in_time',
  'fired',
  'clearing',
  'again',
  'cleared',
  'unknown',
] as const
export type SignalMove = (typeof signalMoves)[number]
export type Moved = { readonly move: SignalMove; readonly at: number }

/**
 * `isKnownAtTimes`: nothing is known of it for hours. What was seen to be well stays so until something else is seen, and it
 * is over once it is seen to be well again that much later.
 */
type Holds = { readonly holdMs: number; readonly clearMs: number; readonly isKnownAtTimes?: boolean }

export const quiet: Signal = { state: 'quiet', since: 0, entries: [] }

/** Entries older than this say nothing of how restless a signal is. */
export const entriesMs = 30 * 60_000

/** A fact that is older than this when it comes fills the past: what it says of now counts from when it came. */
const freshMs = 120_000

/** Since when a fact counts; both ms since 1970 UTC. */
export function countsSince(measuredAt: number, receivedAt: number): number {
  return receivedAt - measuredAt < freshMs ? measuredAt : receivedAt
}

/**
 * What becomes of a signal by what is seen at `now`. Times of what happens come from what is seen and not from when one
 * looks, so that it makes no difference how often that is done.
 */
export function nextSignal(
  signal: Signal,
  seen: Seen,
  holds: Holds,
  now: number,
): { signal: Signal; moved: Moved[] } {
  const moved: Moved[] = []
  let next: Signal = forgetEntries(signal, now)
  for (let turn = 0; turn < turnsMax; turn++) {
    const step = stepOf(next, seen, holds, now)
    if (step === undefined) break
    next = step.signal
    moved.push(step.moved)
  }
  return { signal: next, moved }
}

/** quiet → holding → active is the longest way that one look can go. */
const turnsMax = 4

type Step = { signal: Signal; moved: Moved }

function stepOf(signal: Signal, seen: Seen, holds: Holds, now: number): Step | undefined {
  if (seen.holds === null) return stepToUnknown(signal, holds, now)
  return seen.holds ? stepUp(signal, seen.since, holds, now) : stepDown(signal, seen.since, holds, now)
}

/** What nobody heard of is let go; what somebody heard of is not well because nothing more is known of it. */
function stepToUnknown(signal: Signal, { isKnownAtTimes }: Holds, now: number): Step | undefined {
  if (signal.state === 'clearing' && isKnownAtTimes) return undefined
  if (signal.state === 'holding') return to(signal, 'quiet', now, 'unknown')
  if (signal.state === 'active' || signal.state === 'clearing') return to(signal, 'unknown', now, 'unknown')
  return undefined
}

function stepUp(signal: Signal, since: number, holds: Holds, now: number): Step | undefined {
  const { holdMs, clearMs, isKnownAtTimes = false } = holds
  switch (signal.state) {
    case 'quiet':
      return to(signal, 'holding', since, 'held')
    case 'holding': {
      const firedAt = signal.since + holdMs
      return now >= firedAt ? to(signal, 'active', Math.min(now, firedAt), 'fired') : undefined
    }
    case 'clearing':
      // It was over before it began anew, as far as anybody saw.
      if (!isKnownAtTimes && since >= signal.since + clearMs)
        return to(signal, 'quiet', signal.since + clearMs, 'cleared')
      return to(signal, 'active', Math.max(signal.since, since), 'again')
    case 'unknown':
      return to(signal, 'active', Math.max(signal.since, since), 'again')
    case 'active':
      return undefined
  }
}

function stepDown(signal: Signal, since: number, holds: Holds, now: number): Step | undefined {
  const { holdMs, clearMs, isKnownAtTimes = false } = holds
  switch (signal.state) {
    case 'holding':
      // It held long enough before it went, however late somebody looks.
      if (since > signal.since + holdMs) return to(signal, 'active', signal.since + holdMs, 'fired')
      return to(signal, 'quiet', Math.max(signal.since, since), 'healed_in_time')
    case 'active':
    case 'unknown':
      return to(signal, 'clearing', Math.max(signal.since, Math.min(since, now)), 'clearing')
    case 'clearing': {
      const clearedAt = Math.max(signal.since + clearMs, isKnownAtTimes ? since : 0)
      return now >= clearedAt ? to(signal, 'quiet', Math.min(now, clearedAt), 'cleared') : undefined
    }
    case 'quiet':
      return undefined
  }
}

function to(signal: Signal, state: SignalState, at: number, move: SignalMove): Step {
  const entries = state === 'active' ? [...signal.entries, at] : signal.entries
  return { signal: { state, since: at, entries }, moved: { move, at } }
}

function forgetEntries(signal: Signal, now: number): Signal {
  const entries = signal.entries.filter(at => at > now - entriesMs)
  return entries.length === signal.entries.length ? signal : { ...signal, entries }
}

/** When the passing of time alone moves it, ms since 1970 UTC; undefined: it does not. */
export function dueOf({ state, since }: Signal, { holdMs, clearMs }: Holds): number | undefined {
  if (state === 'holding') return since + holdMs
  return state === 'clearing' ? since + clearMs : undefined
}

/** Whether somebody should be told, or was and the matter is not over. */
export function isLive({ state }: Signal): boolean {
  return state === 'active' || state === 'clearing' || state === 'unknown'
}
