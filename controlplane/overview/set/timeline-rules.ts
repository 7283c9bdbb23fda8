import type { PresenceState } from '../../devices/rules.ts'

/** Changes of a link that follow each other sooner than this belong together. */
const apartMs = 15 * 60_000
/** So many breaks that belong together say more as one. */
const foldedMin = 3
/** `at`: ms since 1970 UTC. */
type Change = { at: number; state: PresenceState }
/** A link that broke `times` times between `from` and `at`, and whether it came back the last time; newest first. */
type Breaks<Entry> = {
  kind: 'breaks'
  at: number
  from: number
  times: number
  isBack: boolean
  changes: Entry[]
}

const flips: readonly PresenceState[] = ['online', 'suspect', 'lost']

/** A link that breaks again and again as one entry; entries are newest first, and stay so. */
export function foldBreaks<Entry extends Change>(entries: readonly Entry[]): (Entry | Breaks<Entry>)[] {
  return runsOf(entries).flatMap((run): (Entry | Breaks<Entry>)[] => {
    const times = run.filter(({ state }) => state === 'suspect').length
    if (times < foldedMin) return run
    // It begins with a break: what stands before the first one is no part of it.
    const first = run.findLastIndex(({ state }) => state === 'suspect')
    const changes = run.slice(0, first + 1)
    const [newest] = changes as [Entry]
    const folded = { kind: 'breaks', at: newest.at, from: changes.at(-1)!.at, times, changes } as const
    return [{ ...folded, isBack: newest.state === 'online' }, ...run.slice(first + 1)]
  })
}

function runsOf<Entry extends Change>(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    const newer = run?.at(-1)
    const belongs =
      newer !== undefined &&
      newer.at - entry.at <= apartMs &&
      [newer, entry].every(({ state }) => flips.includes(state))
    if (run && belongs) run.push(entry)
    else runs.push([entry])
  }
  return runs
}
