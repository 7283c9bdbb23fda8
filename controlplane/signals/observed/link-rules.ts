import { entriesMs } from '../machine/rules.ts'
import { aliveUntil, isHeard } from '../subject/rules.ts'
import { notKnown, notSo, type Observation, type SetSight } from './rules.ts'

type Set = SetSight['set']

/** What the rules about a set's link see. */
export const linkObservers = {
  school_lost: ({ set }: SetSight<'school_lost'>) => seeLost(set),
  home_lost: ({ set }: SetSight<'home_lost'>) => seeLost(set),
  poor_line({ set, line }: SetSight<'poor_line'>): Observation {
    const { state, since, dueAt } = line()
    if (!isHeard(set) || state === 'unknown') return notKnown
    return { holds: state === 'poor', since: since ?? set.reports[0]?.measuredAt ?? 0, knownUntil: dueAt }
  },
  /** It comes and goes, each time too short for anybody to be called. */
  flapping({ set: { breaks }, setting: { limits }, now }: SetSight<'flapping'>): Observation {
    const recent = breaks.filter(at => at > now - entriesMs)
    const oldest = recent.at(-1)
    if (oldest === undefined || recent.length < limits.times) return notSo(breaks[0])
    const since = recent[recent.length - limits.times]!
    return { holds: true, since, evidence: { times: recent.length }, dueAt: oldest + entriesMs }
  },
  mqtt_blocked: ({ set: { presence, presenceSince } }: SetSight<'mqtt_blocked'>): Observation => {
    if (presence === 'degraded') return { holds: true, since: presenceSince ?? 0 }
    return presence === 'online' ? notSo(presenceSince ?? 0) : notKnown
  },
}

/** Held from when it was last heard, so that nobody waits for our own patience too. */
function seeLost(set: Set): Observation {
  const { presence, presenceSince } = set
  if (presence === 'lost') return { holds: true, since: aliveUntil(set) ?? presenceSince ?? 0 }
  return presence === 'suspect' ? notKnown : notSo(presenceSince ?? 0)
}
