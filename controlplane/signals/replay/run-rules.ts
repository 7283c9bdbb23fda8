import type { Priority } from '../../tickets/symptom/rules.ts'
import { observeAll } from '../judge/observing-rules.ts'
import { earliest, type HeldSignal, lookAt, type Sighted } from '../judge/signal-rules.ts'
import type { RuleName } from '../rules.ts'
import type { RuleSettings } from '../settings/rules.ts'
import { columnOf, type KnownSubject, subjectKey } from '../subject/rules.ts'
import type { SubjectThen } from './subject-rules.ts'

/** One time that a rule fired: from when until when (null: it still does), and as how urgent somebody would be called. */
export type Run = {
  subject: string
  set: string | null
  from: number
  until: number | null
  priority: Priority | null
}

/** More looks at one subject are no week of a set that works. */
const looksMax = 200_000

/**
 * What a rule did with each of these settings between two instants, by what is kept of a subject: by the rules of the
 * judge itself, looked at whenever something came to be known and whenever time alone may change it.
 */
export function playRule(
  rule: RuleName,
  settings: readonly RuleSettings[],
  past: SubjectThen,
  { from, until }: { from: number; until: number },
): Run[][] {
  const instants = [...new Set([from, ...past.instants.filter(at => at > from && at <= until), until])]
  instants.sort((a, b) => a - b)
  const playings = settings.map(one => openPlaying(rule, one, from))
  let dueAt = Infinity
  let next = 0
  for (let looks = 0; looks < looksMax; looks++) {
    const now = Math.min(instants[next] ?? Infinity, dueAt)
    if (now > until) break
    while ((instants[next] ?? Infinity) <= now) next += 1
    const known = past.at(now)
    const dueAts = known ? playings.map(playing => playing.look(known.subject, now) ?? Infinity) : []
    dueAt = Math.min(known?.changesAt ?? Infinity, ...dueAts)
  }
  return playings.map(playing => playing.runs())
}

function openPlaying(rule: RuleName, settings: RuleSettings, begin: number) {
  const held = new Map<string, HeldSignal>()
  const open = new Map<string, Run>()
  const runs: Run[] = []

  function look(subject: KnownSubject, now: number): number | undefined {
    const column = columnOf(subject.lesson)
    const { verdict, sighted } = observeAll(subject, { settings, only: rule }, now)
    const dueAts = sighted.map((one: Sighted) => {
      const { signal, moved, dueAt } = lookAt(one, held.get(one.key), settings, column, now)
      held.set(one.key, signal)
      for (const { move, at } of moved) {
        if (move === 'fired') start(one, at, subjectKey(subject))
        if (move === 'cleared') end(one.key, at)
      }
      const run = open.get(one.key)
      if (run && signal.state === 'active') run.priority = moreUrgent(run.priority, signal.priority)
      return earliest(dueAt, one.seen.dueAt)
    })
    return earliest(...[...dueAts, verdict?.dueAt].filter(at => at !== undefined && at > now))
  }
  function start({ key, set }: Sighted, at: number, subject: string): void {
    const run = { subject, set, from: Math.max(at, begin), until: null, priority: null }
    open.set(key, run)
    runs.push(run)
  }
  function end(key: string, at: number): void {
    const run = open.get(key)
    if (run) run.until = Math.max(at, begin)
    open.delete(key)
  }
  return { look, runs: () => runs }
}

function moreUrgent(one: Priority | null, other: Priority | null): Priority | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}
