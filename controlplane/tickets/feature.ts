import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import type { WorkOf } from '../platform/work/live.ts'
import { purgeEvidence } from './evidence/actions.ts'
import { followHelp } from './follow/actions.ts'
import { releaseOffDuty } from './owner/actions.ts'

const acts = [
  'ticket_opened',
  'ticket_claimed',
  'ticket_released',
  'ticket_asked',
  'ticket_waits',
  'ticket_planned',
  'ticket_answered',
  'ticket_resolved',
  'ticket_reopened',
  'ticket_closed',
  'ticket_cancelled',
  'ticket_merged',
  'ticket_linked',
  'ticket_lowered',
  'ticket_noted',
  'ticket_call_noted',
  'ticket_seen',
  'tickets_exported',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    tickets: typeof acts
  }
}

type ForWork = { console: Database; nudges: Pick<Nudges, 'tell'>; now(): number }

/** As the console: who works here is looked at, and what people did stands in the log of acts. */
function ticketWork({ console: sql, nudges, now }: ForWork): WorkOf<'help_followed' | 'ticket_woken'> {
  return {
    async help_followed(cases) {
      for (const id of cases) nudges.tell(await followHelp(sql, id, now()))
    },
    async ticket_woken(ids) {
      for (const id of ids) nudges.tell(await releaseOffDuty(sql, id, now()))
    },
  }
}

export const tickets = {
  acts,
  work: ticketWork,
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge evidence of tickets', cron: '0 27 2 * * *', run: now => purgeEvidence(owner, now) },
  ],
}
