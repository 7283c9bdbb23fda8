import { useSyncExternalStore } from 'react'
import type { Me } from '../../people/api.ts'

/** Who is signed in in this browser, as this page knows it. `was`: how a sign-in on this page came to its end. */
export type Standing =
  | { state: 'asking' }
  | { state: 'failed'; error: unknown }
  | { state: 'signed_out'; was: 'nobody' | 'ended' | 'left' }
  | { state: 'signed_in'; me: Me }

let standing: Standing = { state: 'asking' }
const listeners = new Set<() => void>()

export function standingNow(): Standing {
  return standing
}

/** Calls the listener at every change; gives what ends that. */
export function onStanding(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function setStanding(next: Standing) {
  standing = next
  for (const listener of listeners) listener()
}

/** Nobody is signed in here (any more). `how`: whether the person left or the sign-in came to its end. */
export function loseStanding(how: 'ended' | 'left' = 'ended') {
  if (standing.state === 'signed_out') return
  setStanding({ state: 'signed_out', was: standing.state === 'signed_in' ? how : 'nobody' })
}

export function useStanding(): Standing {
  return useSyncExternalStore(onStanding, standingNow)
}

/** Who looks here, and whether with names: what was shown to one is never shown to another. */
export function personOf({ account, roles }: Me): string {
  return roles.includes('wall') ? `${account.id} without names` : account.id
}

/** Called when it is somebody else, or nobody, who looks; gives what ends that. */
export function onPerson(listener: () => void): () => void {
  let person: string | undefined
  return onStanding(() => {
    const next = standing.state === 'signed_in' ? personOf(standing.me) : undefined
    if (next !== person) listener()
    person = next
  })
}
