import { whysNotReached } from '../../platform/reach/rules.ts'

const minuteMs = 60_000
const pauseMaxMs = 60 * minuteMs
const firstPauseMs = 15_000
const triedForMs = 24 * 60 * minuteMs

export const keptDays = 30
/** What waits longer than this stands still. */
export const stuckAfterMs = 5 * minuteMs
/** Whoever takes a delivery up is done with it by then; else it is taken up again. */
export const leaseMs = minuteMs

export const giveUpAt = (now: number) => now + triedForMs

/**
 * When to try again what failed so often (1: once): after 15 s, then after twice as long, up to an hour. Undefined: not
 * any more. `giveUpAt`, `now`: ms since 1970 UTC.
 */
export function nextTryAt(
  tries: number,
  { giveUpAt, now }: { giveUpAt: number; now: number },
): number | undefined {
  const pause = Math.min(pauseMaxMs, firstPauseMs * 2 ** Math.min(tries - 1, 20))
  return now + pause > giveUpAt ? undefined : now + pause
}

type KnownDelivery = { deliveredAt: number | null; failedAt: number | null }
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const

/** Why a try failed. `switched_off`: nothing was to be told any more. */
export const whysNotDelivered = [...whysNotReached, 'switched_off'] as const

export function stateOf({ deliveredAt, failedAt }: KnownDelivery): (typeof deliveryStates)[number] {
  if (deliveredAt !== null) return 'delivered'
  return failedAt === null ? 'waiting' : 'failed'
}
