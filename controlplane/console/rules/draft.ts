import { type Column, columns } from '../../signals/rules.ts'
import type { EditOfRule, RuleNow } from '../../signals/settings/api.ts'
import type { Priority } from '../../tickets/symptom/rules.ts'
import { isLimitWord, limitUnits, readAmount, type Unit } from './units.ts'

/** A number that stands in the sentence of a rule. `name`: its gap there. */
export type Field = { name: string; unit: Unit; amount: RuleNow['holdSeconds'] }

export function fieldsOf({ holdSeconds, clearSeconds, limits }: RuleNow): Field[] {
  return [
    ...Object.entries(limits).map(([name, amount]) => ({
      name,
      amount,
      unit: isLimitWord(name) ? limitUnits[name] : ('times' as const),
    })),
    { name: 'hold', unit: 'seconds', amount: holdSeconds },
    { name: 'clear', unit: 'seconds', amount: clearSeconds },
  ]
}

/** What somebody made of a rule and did not save. `texts`: what was typed, by the name of the field. */
export type Draft = {
  isOn?: boolean
  priorities: { [Name in Column]?: Priority | null }
  texts: { [name: string]: string }
}
export const noDraft: Draft = { priorities: {}, texts: {} }

/** What is typed cannot be read, or lies outside its bounds. */
export type Problem = 'unread' | 'outside'

/** What a field says now: null is the usual. */
export function readField(
  { name, unit, amount }: Field,
  { texts }: Draft,
): { value: number | null; problem: Problem | undefined } {
  const text = texts[name]
  if (text === undefined) return { value: amount.value, problem: undefined }
  if (text.trim() === '' && amount.delivered === null) return { value: null, problem: undefined }
  const value = readAmount(text, unit)
  if (value === undefined) return { value: amount.value, problem: 'unread' }
  return { value, problem: value < amount.min || value > amount.max ? 'outside' : undefined }
}

/** The whole edit that this would be: what it leaves out is as delivered. Fields with a problem stay as they are. */
export function editOf(rule: RuleNow, draft: Draft): EditOfRule {
  const read = fieldsOf(rule).flatMap(field => {
    const { value, problem } = readField(field, draft)
    const is = problem === undefined ? value : field.amount.value
    return is === field.amount.delivered || is === null ? [] : [[field.name, is] as const]
  })
  const { hold, clear, ...limits } = Object.fromEntries(read) as { [name: string]: number | undefined }
  const priorities = Object.fromEntries(
    columns.flatMap(column => {
      const { value, delivered } = rule.priorities[column]
      const is = column in draft.priorities ? draft.priorities[column]! : value
      return is === delivered ? [] : [[column, is]]
    }),
  )
  return {
    ...((draft.isOn ?? rule.isOn) ? {} : { on: false }),
    ...(hold !== undefined && { holdSeconds: hold }),
    ...(clear !== undefined && { clearSeconds: clear }),
    ...(Object.keys(limits).length > 0 && { limits: limits as { [name: string]: number } }),
    ...(Object.keys(priorities).length > 0 && { priorities }),
  }
}

/** Whether two edits make the same of a rule. */
export function isSameEdit(one: EditOfRule, other: EditOfRule): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(edit: EditOfRule): unknown {
  const { limits = {}, priorities = {}, ...rest } = edit
  const inOrder = (part: object) => Object.entries(part).toSorted(([a], [b]) => a.localeCompare(b))
  return [inOrder(rest), inOrder(limits), inOrder(priorities)]
}
