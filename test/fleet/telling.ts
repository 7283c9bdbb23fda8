import { setTimeout as pause } from 'node:timers/promises'
import type { Stage } from './stage.ts'
import type { Deed } from './stories.ts'

type Telling = {
  stage: Stage
  /** Where the pages are. */
  httpUrl: string
  /** By the clock of the demonstration; ms since 1970 UTC. */
  now: () => number
  /** Before this nobody misses a set: the lines hold until then, in a story that takes its time. */
  missedFrom: number
  /** So many times as fast. */
  pace: number
  say: (line: string) => void
}

const time = new Intl.DateTimeFormat('nl-BE', { timeZone: 'Europe/Brussels', timeStyle: 'medium' })

/** Does one deed after another, and says so in a line. Returns how to stop. */
export function tellStory(deeds: readonly Deed[], telling: Telling): () => Promise<void> {
  const stopping = new AbortController()
  const told = tellAll(deeds, telling, stopping.signal).catch(failure => {
    if (!stopping.signal.aborted) throw failure
  })
  return () => {
    stopping.abort()
    return told
  }
}

async function tellAll(deeds: readonly Deed[], telling: Telling, signal: AbortSignal): Promise<void> {
  const { stage, httpUrl, now, say } = telling
  for (const { deed, dueAt } of timed(deeds, telling)) {
    await pause(Math.max(0, dueAt - now()), undefined, { signal })
    for (const set of deed.sets) {
      if (deed.isOn) stage[deed.what].add(set)
      else stage[deed.what].delete(set)
    }
    if (deed.says) say(`${time.format(now())}  ${deed.says}: ${httpUrl}${deed.page}`)
  }
  if (deeds.length > 0)
    say(`${time.format(now())}  That was the story; what is left of it stands on Nu: ${httpUrl}/`)
}

/** When each is due. Lines that would break while nobody misses a set break later, all by as much. */
function timed(deeds: readonly Deed[], { now, missedFrom, pace }: Telling) {
  const begin = now()
  const ms = ({ at }: Deed) => (at * 1000) / pace
  const isBreak = ({ what }: Deed) => what === 'cut' || what === 'restless'
  const firstCut = deeds.find(isBreak)
  const later = firstCut && pace === 1 ? Math.max(0, missedFrom - begin - ms(firstCut)) : 0
  return deeds
    .map(deed => ({ deed, dueAt: begin + ms(deed) + (isBreak(deed) ? later : 0) }))
    .toSorted((a, b) => a.dueAt - b.dueAt)
}
