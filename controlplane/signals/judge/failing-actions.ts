import type { Log } from '../../platform/log.ts'
import { type Database, isAway, type Transaction } from '../../platform/postgres/database.ts'
import { healTicket } from '../../tickets/heal/actions.ts'
import { openTicket } from '../../tickets/open/actions.ts'
import type { RuleName } from '../rules.ts'
import type { FailedRule } from './signal-rules.ts'

/** Rules that cannot see: each is one ticket of the platform, and one line in the log. */
export function openFailures({ sql, log }: { sql: Database; log: Log }) {
  const failing = new Set<RuleName | 'judge'>()
  let isFailing = false

  return {
    /** What failed in a look; a rule that saw everywhere in a look at everything is mended. */
    async note(
      { failed, isWhole }: { failed: readonly FailedRule[]; isWhole: boolean },
      now: number,
    ): Promise<void> {
      if (isFailing) log.info('judging works again')
      isFailing = false
      const rules = new Set(failed.map(({ rule }) => rule))
      for (const rule of [...failing].filter(one => isWhole && !rules.has(one))) {
        failing.delete(rule)
        await sql.begin(tx => heal(tx, rule, now))
      }
      for (const { rule, failure } of failed) {
        if (failing.has(rule)) continue
        failing.add(rule)
        log.error({ rule, failure }, 'a rule fails')
        const ticket = { family: 'platform', symptom: 'rule_failed', source: 'rule', priority: 2 } as const
        await sql.begin(tx => openTicket(tx, { key: keyOf(rule), ...ticket }, now))
      }
    },
    /** Judging itself failed, and is tried again. */
    told(failure: unknown): void {
      if (isAway(failure) || isFailing) return
      isFailing = true
      log.error({ failure: String(failure) }, 'judging fails and is tried again')
    },
  }
}

const keyOf = (rule: RuleName | 'judge') => `platform/rule:${rule}`

async function heal(tx: Transaction, rule: RuleName | 'judge', now: number): Promise<void> {
  const [ticket] = await tx<{ id: string }[]>`
    select id from tickets where correlation_key = ${keyOf(rule)} order by no desc limit 1`
  if (ticket) await healTicket(tx, ticket.id, now)
}
