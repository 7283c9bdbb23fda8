import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { canReplay } from '../replay/rules.ts'
import { type RuleName, ruleNames } from '../rules.ts'
import { historyPageMax, type RuleNow } from './api.ts'
import type { RuleEdit, RuleEdits } from './rules.ts'
import { ruleNow } from './told-rules.ts'

/** What people changed of the rules, as it holds. */
export async function findEdits(sql: Database | Transaction): Promise<RuleEdits> {
  const rows = await sql<{ rule: RuleName; edit: RuleEdit }[]>`
    select distinct on (rule) rule, edit from rule_edits order by rule, revision desc`
  return Object.fromEntries(rows.map(({ rule, edit }) => [rule, edit]))
}

/** Undefined: nobody made that revision of the rule. 0: it is as delivered. */
export async function findEdit(
  sql: Transaction,
  rule: RuleName,
  revision: number,
): Promise<RuleEdit | undefined> {
  if (revision === 0) return {}
  const [row] = await sql<{ edit: RuleEdit }[]>`
    select edit from rule_edits where rule = ${rule} and revision = ${revision}`
  return row?.edit
}

type Parts = { sql: Database; personal: PersonalData }
type Row = { rule: RuleName; revision: number; edit: RuleEdit; at: number; actor: string }

/** Every rule in the order of the list, as it holds, and who changed it last. */
export async function findRules(parts: Parts): Promise<RuleNow[]> {
  const rows = await parts.sql<Row[]>`
    select distinct on (rule) rule, revision, edit, at, actor from rule_edits order by rule, revision desc`
  const lasts = new Map((await withNames(parts, rows)).map(row => [row.rule, row]))
  return ruleNames.map(name => {
    const last = lasts.get(name)
    const { revision, at, by } = last ?? {}
    const lastEdit = last ? { revision: revision!, at: at!, by: by! } : null
    return { ...ruleNow(name, last?.edit ?? {}), replays: canReplay(name), lastEdit }
  })
}

/** How a rule was changed, the newest first. `before`: a revision. */
export async function findRuleHistory(parts: Parts, rule: RuleName, before: number | undefined) {
  const rows = await parts.sql<Row[]>`
    select rule, revision, edit, at, actor from rule_edits
    where rule = ${rule} and revision < ${before ?? 2_147_483_647} order by revision desc limit ${historyPageMax + 1}`
  const edits = await withNames(parts, rows.slice(0, historyPageMax))
  return {
    edits: edits.map(({ revision, at, by, edit }) => ({ revision, at, by, edit })),
    next: rows.length > historyPageMax ? edits.at(-1)!.revision : null,
  }
}

async function withNames({ sql, personal }: Parts, rows: readonly Row[]) {
  const names = await findFirstNames(sql, personal, [...new Set(rows.map(({ actor }) => actor))])
  return rows.map(row => ({ ...row, by: { account: row.actor, firstName: names.get(row.actor) ?? '' } }))
}
