import type { Database } from '../../platform/postgres/database.ts'
import type { RuleName } from '../rules.ts'
import type { RuleEdit, RuleEdits } from './rules.ts'

/** What people changed of the rules, as it holds. */
export async function findEdits(sql: Database): Promise<RuleEdits> {
  const rows = await sql<{ rule: RuleName; edit: RuleEdit }[]>`
    select distinct on (rule) rule, edit from rule_edits order by rule, revision desc`
  return Object.fromEntries(rows.map(({ rule, edit }) => [rule, edit]))
}
