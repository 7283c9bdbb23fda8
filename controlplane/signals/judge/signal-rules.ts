import type { Family, Priority, Side, Symptom } from '../../tickets/symptom/rules.ts'
import type { Member } from '../incident/rules.ts'
import { dueOf, isLive, type Moved, nextSignal, quiet, type Signal } from '../machine/rules.ts'
import type { Evidence, Observation } from '../observed/rules.ts'
import { type Column, type Rule, type RuleName, rules } from '../rules.ts'
import type { RuleSettings } from '../settings/rules.ts'

/** What one rule sees of one pair, set or place, under its dedup key. `side`: of the set, or at fault. */
export type Sighted = {
  readonly key: string
  readonly rule: RuleName
  readonly set: string | null
  readonly side: Side | null
  /** The group key of its incident, where that is not of its subject and family. */
  readonly group?: string
  readonly seen: Observation
}

/** A signal as it is kept, under its dedup key `set:{label}/{rule}` or `trajectory:{code}/{rule}`. */
export type HeldSignal = Signal & {
  readonly rule: RuleName
  readonly set: string | null
  readonly side: Side | null
  readonly family: Family
  readonly symptom: Symptom
  /** How urgent it is as things stand; null: nobody is called for it. */
  readonly priority: Priority | null
  readonly evidence: Evidence
  /** Whether its question was asked, in this run of it. */
  readonly isAsked: boolean
}

/** A rule that could not see; `judge`: what followed from it could not be written down. */
export type FailedRule = {
  readonly rule: RuleName | 'judge'
  readonly set: string | null
  readonly failure: string
}

/** One signal after a look. `asks`: who is to be asked something for it. */
export type Looked = {
  readonly key: string
  readonly group: string | undefined
  readonly signal: HeldSignal
  readonly moved: readonly Moved[]
  readonly dueAt: number | undefined
  readonly asks: Side | undefined
}

/** One signal by what its rule sees now. `column` undefined: the child is absent. */
export function lookAt(
  { key, rule, set, side, group, seen }: Sighted,
  held: HeldSignal | undefined,
  settings: RuleSettings,
  column: Column | undefined,
  now: number,
): Looked {
  const setting = settings[rule]
  const { isKnownAtTimes }: Rule = rules[rule]
  const clearMs = setting.clearMs[column ?? 'otherwise']
  const holds = { holdMs: setting.holdMs, clearMs, isKnownAtTimes: isKnownAtTimes === true }
  const { signal: next, moved } = nextSignal(held ?? quiet, seen, holds, now)
  const hasFamily = held !== undefined && held.state !== 'quiet'
  const asked = asksOf(rule, next, held, settings, now)
  const signal: HeldSignal = {
    ...next,
    rule,
    set,
    side,
    family: hasFamily ? held.family : (seen.family ?? rules[rule].family),
    symptom: seen.symptom ?? rule,
    priority: priorityOf(rule, seen, settings, column),
    evidence: seen.holds === null && held ? held.evidence : (seen.evidence ?? {}),
    isAsked: next.state !== 'quiet' && (held?.isAsked === true || asked.side !== undefined),
  }
  return { key, group, signal, moved, asks: asked.side, dueAt: earliest(dueOf(next, holds), asked.dueAt) }
}

function priorityOf(
  rule: RuleName,
  seen: Observation,
  settings: RuleSettings,
  column: Column | undefined,
): Priority | null {
  // Who presses for help while marked as absent is there.
  const asked = column ?? (rule === 'help' ? 'lesson' : undefined)
  const usual = asked === undefined ? null : settings[rule].priorities[asked]
  return usual !== null && seen.holds === true && seen.priority !== undefined ? seen.priority : usual
}

type Asking = { side: Side | undefined; dueAt: number | undefined }

/** Whom to ask before anybody is called: a home that does not come, a class that gives no lesson. */
function asksOf(
  rule: RuleName,
  signal: Signal,
  held: HeldSignal | undefined,
  settings: RuleSettings,
  now: number,
): Asking {
  const none = { side: undefined, dueAt: undefined }
  if (held?.isAsked === true) return none
  if (rule === 'no_lesson') return { ...none, side: signal.state === 'active' ? 'school' : undefined }
  if (rule !== 'class_waits' || (signal.state !== 'holding' && signal.state !== 'active')) return none
  const askAt = signal.since + settings.class_waits.limits.askAfterSeconds * 1000
  return signal.state === 'active' || now >= askAt ? { ...none, side: 'home' } : { ...none, dueAt: askAt }
}

/** Whether there is anything to remember of it. */
export function isKept({ state, entries }: Signal): boolean {
  return state !== 'quiet' || entries.length > 0
}

/** How its incident sees it. */
export function memberOf({ signal, moved }: Looked): Member {
  const { priority, symptom, family, since } = signal
  const isNew = moved.some(({ move }) => move === 'fired' || move === 'again')
  return {
    // One that fired and went between two looks is told as if somebody had looked.
    isActive: signal.state === 'active' || moved.some(({ move }) => move === 'fired'),
    isLive: isLive(signal),
    isNew,
    priority,
    symptom,
    family,
    since,
  }
}

export function earliest(...moments: (number | null | undefined)[]): number | undefined {
  const known = moments.filter(moment => typeof moment === 'number')
  return known.length > 0 ? Math.min(...known) : undefined
}
