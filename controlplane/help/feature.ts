import type { Receivers } from '../platform/intake/contract.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { queueWork } from '../platform/work/actions.ts'
import { helpApi } from './api.ts'
import { recordPresses } from './press/actions.ts'
import { purgeHelp } from './purge/actions.ts'
import { helpRoutes } from './routes.ts'
import { helpAtHello, helpWork } from './told/live.ts'

const acts = ['help_seen', 'help_taken', 'help_given_back', 'help_closed', 'help_reopened'] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    help: typeof acts
  }
}

/** A press opens a case of its set, or joins it; the set hears that it arrived. */
function helpReceivers({ now }: { now(): number }): Receivers<'help'> {
  return {
    async help(tx, presses) {
      await queueWork(tx, 'help_state', await recordPresses(tx, presses), now())
      return [{ changes: { help: presses.map(({ device }) => device.label) } }]
    },
  }
}

export const help = {
  api: helpApi,
  acts,
  routes: [helpRoutes],
  receivers: helpReceivers,
  atHello: helpAtHello,
  work: helpWork,
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge help', cron: '0 26 2 * * *', run: now => purgeHelp(owner, now) },
  ],
}
