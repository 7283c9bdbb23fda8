import type { Sighted } from '../judge/signal-rules.ts'

/** What is seen of our own work: what fails now, and what failed and does not any more. `held`: keys of signals. */
export function seeHousekeeping(
  troubles: readonly string[],
  held: readonly string[],
  isOn: boolean,
  now: number,
): Sighted[] {
  const failing = new Set(isOn ? troubles.map(keyOf) : [])
  return [...new Set([...failing, ...held])].map(key => {
    const evidence = { what: key.slice(key.indexOf('/') + 1) }
    const seen = { holds: failing.has(key), since: now, evidence }
    return { key, rule: 'housekeeping', set: null, side: null, group: key, seen }
  })
}

/** A code that fits in a key; what a job is called has spaces. */
function keyOf(trouble: string): string {
  return `platform/${trouble.replaceAll(' ', '-')}`
}
