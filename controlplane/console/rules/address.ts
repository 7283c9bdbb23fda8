import { families } from '../../tickets/symptom/rules.ts'
import { wordsOf } from '../ui/address.ts'

/** What is narrowed to beside words: rules that are off, or that somebody changed. */
export const ruleStates = ['off', 'changed'] as const

export type RulesAddress = {
  q?: string
  family?: (typeof families)[number]
  state?: (typeof ruleStates)[number]
  /** The rule that stands open. */
  rule?: string
}

/** What the address says, as far as it is known here; unknown words fall away. */
export function parseRulesAddress(search: Record<string, unknown>): RulesAddress {
  const { q, rule } = wordsOf(search, ['q', 'rule'])
  const family = families.find(each => each === search.family)
  const state = ruleStates.find(each => each === search.state)
  return {
    ...(q !== undefined && { q }),
    ...(family && { family }),
    ...(state && { state }),
    ...(rule !== undefined && { rule }),
  }
}
