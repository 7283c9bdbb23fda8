import type { Parent } from '../../controlplane/signals/incident/rules.ts'
import {
  type Around,
  type Decision,
  type Effect,
  type Held,
  judge,
  nothingHeld,
} from '../../controlplane/signals/judge/rules.ts'
import { type RuleEdits, settingsOf } from '../../controlplane/signals/settings/rules.ts'
import type { KnownSet, KnownSubject } from '../../controlplane/signals/subject/rules.ts'
import { calmPair, reportAt } from './calm.ts'
import { Ledger, type LedgerTicket } from './ledger.ts'

/** A quarter past nine on a Monday. */
export const t0 = Date.parse('2026-11-23T08:15:00Z')
/** Seconds of a story as an instant. */
export const s = (seconds: number) => t0 + seconds * 1000

/** What comes to be known at a second of the story, and what people do with what is held meanwhile. */
export type Turn = {
  at: number
  home?: Partial<KnownSet>
  school?: Partial<KnownSet>
  subject?: Partial<Omit<KnownSubject, 'home' | 'school'>>
  around?: Partial<Omit<Around, 'settings'>>
  hold?: (held: Held) => Held
}

export type Told = {
  decisions: Decision[]
  effects: (Effect & { at: number })[]
  tickets: readonly LedgerTicket[]
  held: Held
  failed: string[]
  looks: number
}

type How = {
  /** Seconds at which somebody looks besides. */
  every?: number
  /** Seconds after which the story ends. */
  until: number
  edits?: RuleEdits
  start?: KnownSubject
  parents?: readonly Parent[]
}

/** Judges a story as the loop does: at every turn, when the judge asked for it, and every so often besides. */
export function tell(turns: readonly Turn[], { every, until, edits = {}, start, parents = [] }: How): Told {
  const told: Told = { decisions: [], effects: [], tickets: [], held: nothingHeld, failed: [], looks: 0 }
  const ledger = new Ledger()
  const coming = turns.toSorted((a, b) => a.at - b.at)
  let subject = start ?? calmPair('T1', t0)
  let around: Around = { settings: settingsOf(edits), parents, isMaintenance: false }
  let now = t0
  while (now <= s(until)) {
    while (coming.length > 0 && s(coming[0]!.at) <= now) {
      const turn = coming.shift()!
      subject = changed(subject, turn)
      around = { ...around, ...turn.around }
      if (turn.hold) told.held = turn.hold(told.held)
    }
    const {
      held,
      decisions,
      effects,
      failed,
      dueAt = Number.POSITIVE_INFINITY,
    } = judge(heardBy(subject, now), told.held, around, now)
    told.held = withIds(held)
    told.looks++
    told.decisions.push(...decisions)
    told.effects.push(...effects.map(effect => ({ ...effect, at: (now - t0) / 1000 })))
    told.failed.push(...failed.map(({ rule }) => rule))
    ledger.follow(effects, now)
    const tick = every === undefined ? Number.POSITIVE_INFINITY : t0 + nextMultiple(now - t0, every * 1000)
    const minute = t0 + nextMultiple(now - t0, minuteMs)
    now = Math.min(dueAt, tick, minute, coming[0] ? s(coming[0].at) : Number.POSITIVE_INFINITY)
  }
  return { ...told, tickets: ledger.tickets }
}

const minuteMs = 60_000
const nextMultiple = (of: number, ms: number) => (Math.floor(of / ms) + 1) * ms

/** As the database would give it back: with a name. */
function withIds(held: Held): Held {
  const named = Object.entries(held.incidents).map(([key, incident]) => [key, { ...incident, id: key }])
  return { ...held, incidents: Object.fromEntries(named) }
}

function changed(subject: KnownSubject, { home, school, subject: rest }: Turn): KnownSubject {
  return {
    ...subject,
    ...rest,
    home: home ? { ...subject.home!, ...home } : subject.home,
    school: school ? { ...subject.school!, ...school } : subject.school,
  }
}

/** Who is there reports every minute, the newest of what is known first. */
function heardBy(subject: KnownSubject, now: number): KnownSubject {
  const minute = t0 + Math.floor((now - t0) / minuteMs) * minuteMs
  const hear = (set: KnownSet | null) => {
    if (set === null || set.presence !== 'online') return set
    const told = new Set(set.reports.map(({ measuredAt }) => measuredAt))
    const last = [0, 1, 2, 3].map(ago => reportAt(minute - ago * minuteMs))
    const reports = [...set.reports, ...last.filter(({ measuredAt }) => !told.has(measuredAt))]
    const newest = reports.toSorted((a, b) => b.measuredAt - a.measuredAt)
    return { ...set, heardAt: Math.max(minute, set.heardAt ?? 0, set.presenceSince ?? 0), reports: newest }
  }
  return { ...subject, home: hear(subject.home), school: hear(subject.school) }
}

/** What of a story its tickets say, one line each. */
export function linesOf({ tickets }: Pick<Told, 'tickets'>): string[] {
  return tickets.map(({ group, symptom, first, priority, openedAt, healedAt, reopened }) => {
    const urgency = first === priority ? `P${first}` : `P${first}-P${priority}`
    const over = healedAt === null ? '' : ` healed ${(healedAt - t0) / 1000}`
    const again = reopened > 0 ? ` reopened ${reopened}` : ''
    return `${group} ${symptom} ${urgency} ${(openedAt - t0) / 1000}${over}${again}`
  })
}
