const tokenPattern = /(?:^|#)([A-Za-z0-9_-]{43})$/

/** The token of a sign-in link, from the whole link or its end; undefined: this is none. */
export function findToken(text: string): string | undefined {
  return tokenPattern.exec(text.trim())?.[1]
}

/** Where to go after signing in: an address of this console, whatever the link says. */
export function safeTarget(to: string | undefined, origin: string): string {
  if (to === undefined || !URL.canParse(to, origin)) return '/'
  const target = new URL(to, origin)
  if (target.origin !== origin || target.pathname === '/sign-in' || target.pathname.startsWith('/api/'))
    return '/'
  return `${target.pathname}${target.search}`
}
