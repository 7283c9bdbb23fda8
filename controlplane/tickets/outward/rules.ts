/** How far another system has read: up to this event of some ticket. `at`: ms since 1970 UTC. */
export type Cursor = { readonly at: number; readonly event: string }

const firstEvent = '00000000-0000-0000-0000-000000000000'
export const cursorPattern = '^[0-9]{1,14}(\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$'

/** From an instant (`1763974800000`), or from a cursor as an answer gave it. */
export function readCursor(text: string): Cursor {
  const [at, event = firstEvent] = text.split('.')
  return { at: Number(at), event }
}

export function writeCursor({ at, event }: Cursor): string {
  return event === firstEvent ? String(at) : `${at}.${event}`
}

/** Who writes last may be seen first: so long after an instant nothing of it is still to come; ms. */
const settledMs = 60_000

/**
 * Where to go on from after these, in order. At the end the last minute is left to be read again, so that what was being
 * written meanwhile is never missed: a ticket may come twice.
 */
export function nextCursor(asked: Cursor, read: readonly Cursor[], isMore: boolean, now: number): Cursor {
  const last = read.at(-1) ?? asked
  const settled = now - settledMs
  if (isMore || last.at <= settled) return last
  return asked.at >= settled ? asked : { at: settled, event: firstEvent }
}
