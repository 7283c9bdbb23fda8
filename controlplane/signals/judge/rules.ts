import type { JudgedPair } from '../../calls/pair/rules.ts'
import type { Family, Side } from '../../tickets/symptom/rules.ts'
import { type Incident, type IncidentMove, nextIncident, type Parent } from '../incident/rules.ts'
import type { Moved } from '../machine/rules.ts'
import type { Evidence } from '../observed/rules.ts'
import type { Column, RuleName } from '../rules.ts'
import type { RuleSettings } from '../settings/rules.ts'
import { columnOf, type KnownSubject, subjectKey } from '../subject/rules.ts'
import { type Observe, observeAll } from './observing-rules.ts'
import {
  earliest,
  type FailedRule,
  type HeldSignal,
  isKept,
  type Looked,
  lookAt,
  memberOf,
  type Sighted,
} from './signal-rules.ts'

/** What is kept of a subject between two looks: signals by dedup key, incidents by group key. */
export type Held = {
  readonly signals: Readonly<Record<string, HeldSignal>>
  readonly incidents: Readonly<Record<string, Incident>>
}
export const nothingHeld: Held = { signals: {}, incidents: {} }

/** What a look takes besides the subject. */
export type Around = {
  readonly settings: RuleSettings
  /** Storms over the subject that are on, or were within the grace. */
  readonly parents: readonly Parent[]
  readonly isMaintenance: boolean
  readonly observe?: Observe
}

/** What was decided and why, for who asks "waarom wel, waarom geen melding?" */
export type Decision =
  | {
      readonly of: 'signal'
      readonly key: string
      readonly rule: RuleName
      readonly moved: Moved
      readonly evidence: Evidence
    }
  | { readonly of: 'incident'; readonly key: string; readonly move: IncidentMove; readonly at: number }

/** What follows from a look outside of it. */
export type Effect =
  | {
      readonly do: 'ticket'
      readonly group: string
      readonly incident: Incident
      readonly family: Family
      readonly set: string | null
      readonly side: Side | null
    }
  | { readonly do: 'heal'; readonly group: string; readonly incident: Incident }
  | { readonly do: 'ask'; readonly signal: string; readonly side: Side }

export type Judged = {
  /** Undefined: there is no lesson. */
  readonly verdict: JudgedPair | undefined
  readonly held: Held
  readonly decisions: readonly Decision[]
  readonly effects: readonly Effect[]
  readonly failed: readonly FailedRule[]
  /** When to look again at the latest, should nothing change; ms since 1970 UTC. */
  readonly dueAt: number | undefined
}

/**
 * What follows from all that is known of a pair, or of a set alone, at `now`. The same for the same knowledge, however
 * often one looks and in whatever order it came.
 */
export function judge(subject: KnownSubject, held: Held, around: Around, now: number): Judged {
  const column = columnOf(subject.lesson)
  const { verdict, sighted, failed } = observeAll(subject, around, now)
  const missed = failed.map(({ key }) => key)
  const judged = judgeSighted(sighted, held, { ...around, base: subjectKey(subject), column, missed, now })
  const ends = [verdict?.dueAt, subject.lesson.until].filter(at => typeof at === 'number' && at > now)
  return { ...judged, verdict, failed, dueAt: earliest(judged.dueAt, ...ends) }
}

type Sighting = Omit<Around, 'observe'> & {
  /** What stands before the family in a group key. */
  base: string
  column: Column | undefined
  /** Dedup keys of what could not be seen: it stays as it is. */
  missed: readonly string[]
  now: number
}

/** What follows from what rules see, whatever it is seen of. */
export function judgeSighted(
  sighted: readonly Sighted[],
  held: Held,
  { base, settings, parents, isMaintenance, column, missed, now }: Sighting,
): Omit<Judged, 'verdict' | 'failed'> {
  const looked: Looked[] = []
  const moments: (number | undefined)[] = []
  // Most of the time nothing is held, and forty names are not looked up in it.
  const holdsAny = Object.keys(held.signals).length > 0
  for (const one of sighted) {
    const was = holdsAny ? held.signals[one.key] : undefined
    moments.push(one.seen.dueAt)
    // Most rules see nothing of note and hold nothing: of them there is nothing to be told.
    if (was === undefined && one.seen.holds !== true) continue
    moments.push(one.seen.knownUntil)
    looked.push(lookAt(one, was, settings, column, now))
  }
  for (const key of missed) {
    const signal = held.signals[key]
    if (signal) looked.push({ key, group: undefined, signal, moved: [], dueAt: undefined, asks: undefined })
  }
  const groups = Map.groupBy(looked, ({ group, signal }) => group ?? `${base}/${signal.family}`)
  for (const key of Object.keys(held.incidents)) if (!groups.has(key)) groups.set(key, [])
  const judged = [...groups].map(([key, members]): JudgedGroup => {
    const was = held.incidents[key]
    const over = /\/(connection|storm)$/.test(key) ? parents : []
    const sight = { members: members.map(memberOf), column, parents: over, isMaintenance, now }
    return { key, members, was, ...nextIncident(was, sight) }
  })
  const kept = looked.filter(({ signal }) => isKept(signal)).map(({ key, signal }) => [key, signal] as const)
  const incidents = judged.flatMap(({ key, incident }) => (incident ? [[key, incident] as const] : []))
  moments.push(...[...looked, ...judged].map(one => one.dueAt))
  return {
    held: { signals: Object.fromEntries(kept), incidents: Object.fromEntries(incidents) },
    decisions: decisionsOf(looked, judged, now),
    effects: [...judged.flatMap(effectsOf), ...looked.flatMap(asksOf)],
    dueAt: earliest(...moments.filter(at => at !== undefined && at > now)),
  }
}

type JudgedGroup = {
  key: string
  members: readonly Looked[]
  was: Incident | undefined
  incident: Incident | undefined
  moves: readonly IncidentMove[]
  dueAt: number | undefined
}

function decisionsOf(looked: readonly Looked[], judged: readonly JudgedGroup[], at: number): Decision[] {
  return [
    ...looked.flatMap(({ key, signal: { rule, evidence }, moved: moves }) =>
      moves.map(moved => ({ of: 'signal' as const, key, rule, moved, evidence })),
    ),
    ...judged.flatMap(({ key, moves }) => moves.map(move => ({ of: 'incident' as const, key, move, at }))),
  ]
}

const callingMoves: readonly IncidentMove[] = ['opened', 'reopened', 'raised']

/** Somebody is called when there is a ticket now and was none, or it is more urgent, or came back. */
function effectsOf({ key, members, was, incident, moves }: JudgedGroup): Effect[] {
  if (incident === undefined || !incident.hasTicket) return []
  if (moves.includes('resolved')) return [{ do: 'heal', group: key, incident }]
  // What was called for before may have been another incident, which is over.
  const isNews = was?.hasTicket !== true || moves.some(move => callingMoves.includes(move))
  if (!isNews) return []
  const active = members.filter(member => memberOf(member).isActive)
  const first = active.find(({ signal }) => signal.symptom === incident.symptom) ?? active[0]
  const { family, set, side } = first!.signal
  return [{ do: 'ticket', group: key, incident, family, set, side }]
}

function asksOf({ key, asks }: Looked): Effect[] {
  return asks ? [{ do: 'ask', signal: key, side: asks }] : []
}
