import { type Column, columns, type Limit, type Rule, type RuleName, rules } from '../rules.ts'
import { clearBounds, type RuleEdit } from './rules.ts'

/** What of a rule holds by this edit, beside how it is delivered. */
export function ruleNow(name: RuleName, edit: RuleEdit) {
  const rule: Rule = rules[name]
  const { family, of, holdSeconds, clearSeconds } = rule
  return {
    name,
    family,
    of,
    isOn: edit.on ?? true,
    holdSeconds: amount(holdSeconds, edit.holdSeconds),
    clearSeconds: amount(clearSeconds ?? { ...clearBounds, value: null }, edit.clearSeconds),
    priorities: Object.fromEntries(columns.map(column => [column, priority(rule, edit, column)])) as Record<
      Column,
      ReturnType<typeof priority>
    >,
    limits: Object.fromEntries(
      Object.entries(rule.limits).map(([limit, given]) => [limit, amount(given, edit.limits?.[limit])]),
    ),
  }
}

/** A number that may be edited, in the unit of its name. */
type Amount = { value: number | null; delivered: number | null; min: number; max: number }

function amount(
  { value: delivered, min, max }: Pick<Limit, 'min' | 'max'> & { value: number | null },
  edited: number | undefined,
): Amount {
  return { value: edited ?? delivered, delivered, min, max }
}

function priority({ priorities }: Rule, edit: RuleEdit, column: Column) {
  const delivered = priorities[column]
  const edited = edit.priorities?.[column]
  return { value: edited === undefined ? delivered : edited, delivered }
}
