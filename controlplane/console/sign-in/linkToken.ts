import { useSyncExternalStore } from 'react'
import { findToken } from '../session/signInLink.ts'

let token: string | undefined
const listeners = new Set<() => void>()

/** Takes the token of a sign-in link out of the address bar and the history, at once and for every link that follows. */
export function followLinkToken() {
  take()
  addEventListener('hashchange', take)
}

function take() {
  if (location.pathname !== '/sign-in' || location.hash === '') return
  setToken(findToken(location.hash))
  history.replaceState(history.state, '', `${location.pathname}${location.search}`)
}

export function useLinkToken(): string | undefined {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => token,
  )
}

export function forgetLinkToken() {
  setToken(undefined)
}

function setToken(next: string | undefined) {
  token = next
  for (const listener of listeners) listener()
}
