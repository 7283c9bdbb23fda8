import type { Nudge } from '../../overview/nudge/api.ts'
import { askMe } from './askMe.ts'
import { onStanding, standingNow } from './standing.ts'

/**
 * The live link. `at`: when it became so; `since`: up to when the server was heard, or since when it is. By this
 * computer's clock, in ms.
 */
export type Link = { state: 'opening' | 'live' | 'lost'; at: number; since: number }

/** What tabs tell each other; `opened` follows a gap, so that everything on screen is asked again. */
type Word = { say: 'nudge'; nudge: Nudge } | { say: 'beat' | 'opened' | 'lost' | 'who' }

const lockName = 'setwacht-live'
const beatLimitMs = 35_000
const reopenMs = 3_000
const checkMs = 1_000

const nudgeListeners = new Set<(nudge: Nudge) => void>()
const gapListeners = new Set<() => void>()

let link: Link = { state: 'opening', at: Date.now(), since: Date.now() }
let heardAt = Date.now()

export function linkNow(): Link {
  return link
}

/** Called with every nudge; gives what ends that. */
export function onNudge(listener: (nudge: Nudge) => void): () => void {
  return listen(nudgeListeners)(listener)
}

/** Called when nudges may have been missed. */
export function onGap(listener: () => void) {
  return listen(gapListeners)(listener)
}

function listen<Listener>(listeners: Set<Listener>) {
  return (listener: Listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}

/**
 * Starts the live link of this tab. The tab that holds the lock opens the stream and passes on what it hears; when it
 * closes, the lock goes to another tab. Browsers without locks open a stream each.
 */
export function startLive() {
  const tabs = new BroadcastChannel(lockName)
  const pass = (word: Word) => {
    hear(word)
    tabs.postMessage(word)
  }
  let holding = false
  tabs.onmessage = (event: MessageEvent<Word>) => {
    if (event.data.say !== 'who') return hear(event.data)
    if (holding && link.state !== 'opening')
      tabs.postMessage({ say: link.state === 'live' ? 'beat' : 'lost' })
  }
  const lead = () => {
    holding = true
    keepStream(pass)
    return new Promise<never>(() => {})
  }
  if (navigator.locks) void navigator.locks.request(lockName, lead)
  else void lead()
  tabs.postMessage({ say: 'who' })
  setInterval(checkBeat, checkMs)
}

function hear(word: Word) {
  if (word.say === 'who') return
  if (word.say === 'lost') return setLink('lost')
  heardAt = Date.now()
  const wasLost = link.state === 'lost'
  setLink('live')
  if (word.say === 'nudge') for (const listener of nudgeListeners) listener(word.nudge)
  if (word.say === 'opened' || wasLost) for (const listener of gapListeners) listener()
}

function checkBeat() {
  if (Date.now() - heardAt > beatLimitMs) setLink('lost')
}

function setLink(state: Link['state']) {
  if (link.state === state) return
  const at = Date.now()
  link = { state, at, since: state === 'lost' ? Math.max(heardAt, link.since) : at }
}

/** The stream is open while somebody is signed in in this browser. */
function keepStream(pass: (word: Word) => void) {
  let stop: (() => void) | undefined
  const follow = () => {
    const isIn = standingNow().state === 'signed_in'
    if (isIn) stop ??= openStream(pass)
    else if (stop) {
      stop()
      stop = undefined
    }
  }
  onStanding(follow)
  follow()
}

/** A stream that comes back by itself until it is stopped: after a refusal, an error, or silence longer than two beats. */
function openStream(pass: (word: Word) => void): () => void {
  const stream = new EventSource('/api/nudges')
  let beatAt = Date.now()
  let waiting: ReturnType<typeof setTimeout> | undefined
  let next: (() => void) | undefined
  const close = () => {
    clearInterval(watch)
    stream.close()
  }
  const reopen = () => {
    close()
    pass({ say: 'lost' })
    // A stream does not tell why it was closed: perhaps nobody is signed in any more.
    void askMe()
    waiting = setTimeout(() => {
      next = openStream(pass)
    }, reopenMs)
  }
  const watch = setInterval(() => {
    if (Date.now() - beatAt > beatLimitMs) reopen()
  }, checkMs)
  stream.onopen = () => {
    beatAt = Date.now()
    pass({ say: 'opened' })
  }
  stream.onerror = reopen
  stream.addEventListener('beat', () => {
    beatAt = Date.now()
    pass({ say: 'beat' })
  })
  stream.addEventListener('nudge', event => {
    beatAt = Date.now()
    pass({ say: 'nudge', nudge: JSON.parse(event.data) as Nudge })
  })
  return () => {
    close()
    clearTimeout(waiting)
    next?.()
  }
}
