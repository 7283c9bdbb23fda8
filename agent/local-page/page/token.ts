const key = 'setwacht-token'

/**
 * Takes the token from what stands after `#` in the address and clears it away there, so that nobody reads it over a
 * shoulder or in the history. It outlives a reload of this tab, and nothing else.
 */
export function takeToken(): void {
  const given = /^#([\w-]{20,64})$/.exec(location.hash)?.[1]
  if (given === undefined) return
  sessionStorage.setItem(key, given)
  history.replaceState(history.state, '', location.pathname)
}

/** Undefined: the page was opened by hand. */
export function heldToken(): string | undefined {
  return sessionStorage.getItem(key) ?? undefined
}
