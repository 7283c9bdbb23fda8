import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import type { WorkOf } from '../platform/work/live.ts'
import { askOnSet } from './ask/actions.ts'
import { decisionApi } from './decision/api.ts'
import { decisionRoutes } from './decision/routes.ts'
import { judgeHousekeeping } from './housekeeping/actions.ts'
import { incidentApi } from './incident/api.ts'
import { incidentRoutes } from './incident/routes.ts'
import type { JudgeLoop } from './judge/live.ts'
import { maintenanceApi } from './maintenance/api.ts'
import { maintenanceRoutes } from './maintenance/routes.ts'
import { purgeSignals } from './purge/actions.ts'
import { replayApi } from './replay/api.ts'
import { replayRoutes } from './replay/routes.ts'
import { ruleApi } from './settings/api.ts'
import { ruleRoutes } from './settings/routes.ts'
import { stormApi } from './storm/api.ts'
import { stormRoutes } from './storm/routes.ts'

const acts = [
  'rule_changed',
  'rule_reset',
  'rule_reverted',
  'rule_replayed',
  'incident_acknowledged',
  'incident_released',
  'incident_muted',
  'incident_unmuted',
  'incident_resolved',
  'incident_told',
  'incident_pair_moved',
  'maintenance_planned',
  'maintenance_ended',
  'lesson_asked',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    signals: typeof acts
  }
}

type ForWork = { console: Database; personal: PersonalData; now(): number }

/** As the console: what sets say may write on no set. */
function signalWork({ console: sql, personal, now }: ForWork): WorkOf<'lesson_asked'> {
  return {
    async lesson_asked(labels) {
      for (const label of labels) await askOnSet({ sql, personal }, label, now())
    },
  }
}

type ForJobs = {
  owner: Database
  sql: Database
  nudges: Pick<Nudges, 'tell'>
  judge: Pick<JudgeLoop, 'tick'>
  troubles(): Promise<string[]>
}

export const signals = {
  api: { ...ruleApi, ...replayApi, ...incidentApi, ...stormApi, ...decisionApi, ...maintenanceApi },
  acts,
  routes: [ruleRoutes, replayRoutes, incidentRoutes, stormRoutes, decisionRoutes, maintenanceRoutes],
  work: signalWork,
  jobs: ({ owner, sql, nudges, judge, troubles }: ForJobs): Job[] => [
    {
      name: 'judge housekeeping',
      cron: '30 * * * * *',
      run: async now => nudges.tell(await judgeHousekeeping(sql, await troubles(), now)),
    },
    { name: 'judge signals', cron: '*/5 * * * * *', run: () => judge.tick() },
    { name: 'purge signals', cron: '0 28 2 * * *', run: now => purgeSignals(owner, now) },
  ],
}
