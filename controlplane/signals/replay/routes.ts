import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type RuleEdit, ruleNamed } from '../settings/rules.ts'
import { replayRule } from './actions.ts'
import { replayApi } from './api.ts'

type Parts = { sql: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** What a rule would have done with other numbers. */
export function replayRoutes(app: Http, { sql, nudges, now }: Parts): void {
  serve(
    app,
    replayApi,
    { now, nudges, owners: {} },
    {
      'POST /api/rules/:rule/replay': ({ params: { rule: where }, body: { edit, days }, by }) => {
        const rule = ruleNamed(where)
        if (!rule) return { ok: false, refusal: 'unknown_rule', where }
        return replayRule(sql, { rule, edit: edit as RuleEdit, days, ...by })
      },
    },
  )
}
