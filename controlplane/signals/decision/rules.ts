import { type RuleName, rules } from '../rules.ts'

/** Where a signal can be of another family than its rule: by the check that failed, or by sound that is gone. */
const otherGroups: { readonly [Name in RuleName]?: readonly string[] } = {
  lesson_poor: ['connection', 'sound'],
  not_ready: ['connection', 'picture', 'sound', 'power', 'software'],
  storm_location: ['storm'],
  storm_provider: ['storm'],
  storm_platform: ['storm'],
}

/** The last words of the group keys of all incidents that a signal of this rule can be part of. */
export function groupsOf(rule: RuleName): readonly string[] {
  return otherGroups[rule] ?? [rules[rule].family]
}
