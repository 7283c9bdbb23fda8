import type { Me } from '../../people/api.ts'
import { idleEnd } from '../../people/rules.ts'
import { ask, refusalOf } from '../fetch.ts'
import { setStanding, standingNow } from './standing.ts'
import { isAttended } from './touch.ts'

/** The server writes down that a person is there once in this time; ms. */
const writtenEveryMs = 60_000

let asking: Promise<void> | undefined

/** Asks who is signed in in this browser, and lets everything on the page know. */
export function askMe(): Promise<void> {
  asking ??= askOnce().finally(() => {
    asking = undefined
  })
  return asking
}

async function askOnce(): Promise<void> {
  const wasAttended = isAttended()
  try {
    setStanding({ state: 'signed_in', me: moved(await ask('/api/me', {}, {}), wasAttended) })
  } catch (error) {
    // What is on the screen stays when the server is away; nobody is signed out by that.
    if (refusalOf(error) !== 'signed_out' && standingNow().state !== 'signed_in')
      setStanding({ state: 'failed', error })
  }
}

/** The answer tells when this request came; the request itself may have moved that end. */
function moved(me: Me, wasAttended: boolean): Me {
  if (!wasAttended) return me
  return { ...me, idleEndsAt: Math.max(me.idleEndsAt, idleEnd(me.at) - writtenEveryMs) }
}
