import { useSyncExternalStore } from 'react'

/** The control plane's clock as this page knows it: ages on screen must not depend on the clock of this computer. */
let offsetMs = 0
const tickMs = 5000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** Every answer says when it was true; offsets smaller than a second are travel time. */
export function learnServerTime(at: number) {
  const measured = at - Date.now()
  if (Math.abs(measured - offsetMs) > 1000) offsetMs = measured
}

/** What the server's clock said at a moment of this computer's; both in ms. */
export function asServerTime(at: number): number {
  return at + offsetMs
}

export function serverNow(): number {
  return Date.now() + offsetMs
}

/** Now, rounded down to the grain, so that a screen draws again only when what it says may differ. */
export function useNow(grainMs: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / grainMs) * grainMs)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
