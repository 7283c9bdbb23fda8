import type { Clock } from '../../controlplane/platform/clock.ts'
import type { TestControlPlane } from './control-plane.ts'

/** After a longer pause between two judgements the control plane takes it that it was away itself. */
const stepMsMax = 30_000

/** A clock that stands still until it is moved. */
export type HeldClock = Clock & {
  move(ms: number): void
  /** @param at ms since 1970 UTC */
  set(at: number): void
}

/** Starts at ten o'clock on a day of school, or at `at` (ms since 1970 UTC): no test depends on when it runs. */
export function holdClock(at = brussels('2026-11-24T10:00')): HeldClock {
  let now = at
  return {
    isHeld: true,
    now: () => now,
    move(ms) {
      now += ms
    },
    set(to) {
      now = to
    },
  }
}

type HeldPlane = Pick<TestControlPlane, 'runDue'> & { clock: HeldClock }

/** `2026-11-23T09:30` as it is in Brussels, in ms since 1970 UTC. */
export function brussels(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime('Europe/Brussels').epochMilliseconds
}

/** Lets time pass with the schedule at work, as in a control plane that is never away. */
export async function passTime({ clock, runDue }: HeldPlane, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= stepMsMax) {
    clock.move(Math.min(stepMsMax, left))
    await runDue()
  }
}
