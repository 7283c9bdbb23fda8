import { askMe } from './askMe.ts'
import { onStanding, standingNow } from './standing.ts'

/** What the tabs of a browser, which share one sign-in, tell each other. */
type Word = 'signed_in' | 'signed_out'

const tabs = new BroadcastChannel('setwacht-people')

/** The other tabs ask for themselves: what one hears from another proves nothing. */
export function followTabs() {
  tabs.onmessage = () => void askMe()
  let wasIn = false
  onStanding(() => {
    const isIn = standingNow().state === 'signed_in'
    if (wasIn && !isIn) say('signed_out')
    wasIn = isIn
  })
}

/** Somebody has just signed in on this page. */
export function sayArrived() {
  say('signed_in')
}

function say(word: Word) {
  tabs.postMessage(word)
}
