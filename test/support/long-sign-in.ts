import type { HeldClock } from './clock.ts'
import type { TestControlPlane } from './control-plane.ts'
import { askAs, type SignedIn } from './people.ts'

const minuteMs = 60_000
const longestMs = 600 * minuteMs
/** Shorter than the half hour after which a sign-in that nobody uses ends. */
const stepMs = 25 * minuteMs

/** Lets the ten hours of somebody who has just signed in pass but for so long; the person is at work all the while. */
export async function workUntil(
  plane: TestControlPlane<HeldClock>,
  person: SignedIn,
  leftMs: number,
): Promise<void> {
  for (let ahead = longestMs - leftMs; ahead > 0; ahead -= stepMs) {
    plane.clock.move(Math.min(stepMs, ahead))
    const answer = await askAs(person, '/api/me')
    if (!answer.ok) throw new Error(`the sign-in has ended: ${answer.status}`)
  }
}
