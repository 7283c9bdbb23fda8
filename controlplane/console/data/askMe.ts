import { ask, refusalOf } from './fetch.ts'
import { setStanding, standingNow } from './standing.ts'

let asking: Promise<void> | undefined

/** Asks who is signed in in this browser, and lets everything on the page know. */
export function askMe(): Promise<void> {
  asking ??= askOnce().finally(() => {
    asking = undefined
  })
  return asking
}

async function askOnce(): Promise<void> {
  try {
    setStanding({ state: 'signed_in', me: await ask('/api/me', {}, {}) })
  } catch (error) {
    // What is on the screen stays when the server is away; nobody is signed out by that.
    if (refusalOf(error) !== 'signed_out' && standingNow().state !== 'signed_in')
      setStanding({ state: 'failed', error })
  }
}
