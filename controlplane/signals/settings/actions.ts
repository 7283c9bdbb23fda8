import { isDeepStrictEqual } from 'node:util'
import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { RuleName } from '../rules.ts'
import { findEdit, findEdits } from './queries.ts'
import { type RuleEdit, type WrongEdit, wrongIn } from './rules.ts'

type Changed = { ok: true; changes: Changes }
type Wrong = {
  ok: false
  refusal: 'wrong_edit'
  where: string
  expected: string
  others: { refusal: 'wrong_edit'; where: string; expected: string }[]
}

/** It holds from now on, for every child. What is wrong with it is named, all at once. */
export async function changeRule(
  sql: Database,
  rule: RuleName,
  edit: RuleEdit,
  by: By,
): Promise<Changed | Wrong> {
  const wrong = wrongEditOf(rule, edit)
  return wrong ?? sql.begin(tx => addEdit(tx, { rule, edit, act: 'rule_changed' }, by))
}

/** All that is wrong with an edit; undefined: it may hold. */
export function wrongEditOf(rule: RuleName, edit: RuleEdit): Wrong | undefined {
  const [first, ...others] = wrongIn(rule, edit).map(reasonOf)
  return first && { ok: false, ...first, others }
}

function reasonOf({ field, expected }: WrongEdit) {
  return { refusal: 'wrong_edit', where: field, expected } as const
}

/** It is as delivered. */
export function resetRule(sql: Database, rule: RuleName, by: By): Promise<Changed> {
  return sql.begin(tx => addEdit(tx, { rule, edit: {}, act: 'rule_reset' }, by))
}

/** It is as an earlier revision made it; what the bounds of today forbid is refused like any edit. */
export function revertRule(
  sql: Database,
  rule: RuleName,
  revision: number,
  by: By,
): Promise<Changed | { ok: false; refusal: 'unknown_revision'; where: string }> {
  return sql.begin(async tx => {
    const edit = await findEdit(tx, rule, revision)
    if (edit === undefined || wrongIn(rule, edit).length > 0)
      return { ok: false, refusal: 'unknown_revision', where: String(revision) } as const
    return addEdit(tx, { rule, edit, act: 'rule_reverted' }, by)
  })
}

type Edit = { rule: RuleName; edit: RuleEdit; act: 'rule_changed' | 'rule_reset' | 'rule_reverted' }

/** A revision of its own, where anything is other than before. */
async function addEdit(tx: Transaction, { rule, edit, act }: Edit, { actor, now }: By): Promise<Changed> {
  const { [rule]: before = {} } = await findEdits(tx)
  if (isDeepStrictEqual(before, edit)) return { ok: true, changes: {} }
  const [made] = await tx<{ revision: number }[]>`
    insert into rule_edits (rule, edit, actor, at) values (${rule}, ${tx.json(edit)}, ${actor}, ${now}::timestamptz)
    returning revision`
  const detail = { revision: made!.revision, edit: JSON.stringify(edit) }
  await recordAct(tx, { at: now, actor, act, subject: `rule:${rule}`, detail })
  return { ok: true, changes: { rules: 'all' } }
}
