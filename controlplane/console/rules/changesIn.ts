import { columns } from '../../signals/rules.ts'
import type { EditOfRule } from '../../signals/settings/api.ts'

/** One number or word of a rule that an edit made otherwise; undefined: as it is delivered. */
export type Changed = { what: string; was: unknown; is: unknown }

/** What an edit made otherwise than the one before it. */
export function changesIn(edit: EditOfRule, before: EditOfRule): Changed[] {
  const names = (part: 'limits') => Object.keys({ ...before[part], ...edit[part] })
  const all: Changed[] = [
    { what: 'on', was: before.on, is: edit.on },
    { what: 'hold', was: before.holdSeconds, is: edit.holdSeconds },
    { what: 'clear', was: before.clearSeconds, is: edit.clearSeconds },
    ...names('limits').map(what => ({ what, was: before.limits?.[what], is: edit.limits?.[what] })),
    ...columns.map(what => ({ what, was: before.priorities?.[what], is: edit.priorities?.[what] })),
  ]
  return all.filter(({ was, is }) => was !== is)
}
