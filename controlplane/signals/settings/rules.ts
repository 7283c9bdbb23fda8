import type { Priority } from '../../tickets/symptom/rules.ts'
import { priorities as allPriorities } from '../../tickets/symptom/rules.ts'
import {
  type Column,
  columns,
  type Limit,
  type LimitName,
  type Priorities,
  type Rule,
  type RuleName,
  ruleNames,
  rules,
  usualClearSeconds,
} from '../rules.ts'

/** What a person changed of a rule; what is left out stays as it is delivered. */
export type RuleEdit = {
  on?: boolean
  holdSeconds?: number
  clearSeconds?: number
  priorities?: { [Name in Column]?: Priority | null }
  limits?: { [name: string]: number }
}
export type RuleEdits = { readonly [Name in RuleName]?: RuleEdit }

/** A rule as it holds: times in ms, limits in the unit of their names. */
export type RuleSetting<Name extends RuleName = RuleName> = {
  readonly on: boolean
  readonly holdMs: number
  readonly clearMs: Readonly<Record<Column, number>>
  readonly priorities: Priorities
  readonly limits: { readonly [Of in LimitName<Name>]: number }
}
export type RuleSettings = { readonly [Name in RuleName]: RuleSetting<Name> }

export function settingsOf(edits: RuleEdits): RuleSettings {
  return Object.fromEntries(
    ruleNames.map(name => [name, settingOf(rules[name], edits[name] ?? {})]),
  ) as unknown as RuleSettings
}

function settingOf(rule: Rule, edit: RuleEdit) {
  const clearOf = (column: Column) =>
    1000 * (edit.clearSeconds ?? rule.clearSeconds?.value ?? usualClearSeconds[column])
  return {
    on: edit.on ?? true,
    holdMs: 1000 * (edit.holdSeconds ?? rule.holdSeconds.value),
    clearMs: { lesson: clearOf('lesson'), run_up: clearOf('run_up'), otherwise: clearOf('otherwise') },
    priorities: { ...rule.priorities, ...edit.priorities },
    limits: Object.fromEntries(
      Object.entries(rule.limits).map(([name, { value }]) => [name, edit.limits?.[name] ?? value]),
    ),
  }
}

/** What is wrong with an edit: the field, and what would have been right. */
export type WrongEdit = { field: string; expected: string }

/** Everything that is wrong with an edit of this rule; empty: it may hold. */
export function wrongIn(name: RuleName, edit: RuleEdit): WrongEdit[] {
  const rule: Rule = rules[name]
  return [
    ...outside('holdSeconds', edit.holdSeconds, rule.holdSeconds),
    ...outside('clearSeconds', edit.clearSeconds, rule.clearSeconds ?? clearBounds),
    ...Object.entries(edit.limits ?? {}).flatMap(([limit, value]) => {
      const known = rule.limits[limit]
      if (known) return outside(`limits.${limit}`, value, known)
      const names = Object.keys(rule.limits)
      return [{ field: `limits.${limit}`, expected: names.length > 0 ? names.join(', ') : 'no limits' }]
    }),
    ...columns.flatMap(column => {
      const asked = edit.priorities?.[column]
      const isRight = asked === undefined || asked === null || allPriorities.includes(asked)
      return isRight ? [] : [{ field: `priorities.${column}`, expected: '1, 2, 3, 4 or null' }]
    }),
  ]
}

type Bounds = Pick<Limit, 'min' | 'max'>

/** Of how long what was wrong must be gone, where a rule is delivered with the usual; seconds. */
export const clearBounds: Bounds = { min: 0, max: 3600 }

function outside(field: string, value: number | undefined, { min, max }: Bounds): WrongEdit[] {
  if (value === undefined || (value >= min && value <= max)) return []
  return [{ field, expected: `${min} to ${max}` }]
}

/** The rule of this name; undefined: there is none. */
export function ruleNamed(name: string): RuleName | undefined {
  return ruleNames.find(one => one === name)
}
