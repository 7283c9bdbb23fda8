import { ask, isRefused, refusalOf } from './fetch.ts'
import { setStanding, standingNow } from './standing.ts'

let asking: Promise<boolean> | undefined

/** Asks who is signed in in this browser, and lets everything on the page know. False: nobody answered. */
export function askMe(): Promise<boolean> {
  asking ??= askOnce().finally(() => {
    asking = undefined
  })
  return asking
}

async function askOnce(): Promise<boolean> {
  try {
    setStanding({ state: 'signed_in', me: await ask('/api/me', {}, {}) })
    return true
  } catch (error) {
    // What is on the screen stays when the server is away; nobody is signed out by that.
    if (refusalOf(error) !== 'signed_out' && standingNow().state !== 'signed_in')
      setStanding({ state: 'failed', error })
    return isRefused(error)
  }
}
