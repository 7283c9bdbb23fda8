/** A time in which the responder did not answer; ms since 1970 UTC. */
export type Silence = { from: number; until: number }

/** Ended silences that wait to be written down; more are joined. */
const keptMax = 100

/**
 * Keeps when the responder was last known to answer, and the times in which it did not.
 * @param since when the whole server was last there before it started; undefined: not known
 */
export function watchSilences(now: () => number, since: number | undefined) {
  let answeredAt = now()
  const ended: Silence[] = []

  return {
    /** It answered. Returns the silence that this ends. */
    answered(): Silence | undefined {
      answeredAt = now()
      if (since === undefined) return undefined
      const silence = { from: since, until: answeredAt }
      since = undefined
      if (ended.length === keptMax) ended.splice(0, 2, { from: ended[0]!.from, until: ended[1]!.until })
      ended.push(silence)
      return silence
    },
    /** It does not answer: not since it last did. Returns whether that is news. */
    silent(): boolean {
      if (since !== undefined) return false
      since = answeredAt
      return true
    },
    since: () => since,
    /** The silences since the last call, the one that lasts included as far as it came. */
    take(): Silence[] {
      const lasting = since === undefined ? [] : [{ from: since, until: now() }]
      return [...ended.splice(0), ...lasting]
    },
  }
}
