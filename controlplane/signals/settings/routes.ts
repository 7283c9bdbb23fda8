import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { usualClearSeconds } from '../rules.ts'
import { changeRule, resetRule, revertRule } from './actions.ts'
import { ruleApi } from './api.ts'
import { findRuleHistory, findRules } from './queries.ts'
import { type RuleEdit, ruleNamed } from './rules.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }

const unknown = (where: string) => ({ ok: false, refusal: 'unknown_rule', where }) as const

/** What is watched, and how people change it. */
export function ruleRoutes(app: Http, { nudges, now, ...parts }: Parts): void {
  const { sql } = parts
  serve(
    app,
    ruleApi,
    { now, nudges, owners: {} },
    {
      'GET /api/rules': async ({ by: { now: at } }) => ({
        at,
        usualClearSeconds,
        rules: await findRules(parts),
      }),
      'GET /api/rules/:rule/history': async ({ params, query: { before }, by: { now: at } }) => {
        const rule = ruleNamed(params.rule)
        if (!rule) return unknown(params.rule)
        return {
          at,
          ...(await findRuleHistory(parts, rule, before === undefined ? undefined : Number(before))),
        }
      },
      // Which priorities there are is a bound like any other, and said as one.
      'PUT /api/rules/:rule': ({ params, body, by }) => {
        const rule = ruleNamed(params.rule)
        return rule ? changeRule(sql, rule, body as RuleEdit, by) : unknown(params.rule)
      },
      'POST /api/rules/:rule/reset': ({ params, by }) => {
        const rule = ruleNamed(params.rule)
        return rule ? resetRule(sql, rule, by) : unknown(params.rule)
      },
      'POST /api/rules/:rule/revert': ({ params, body: { revision }, by }) => {
        const rule = ruleNamed(params.rule)
        return rule ? revertRule(sql, rule, revision, by) : unknown(params.rule)
      },
    },
  )
}
