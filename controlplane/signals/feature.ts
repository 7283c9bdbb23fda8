import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import type { WorkOf } from '../platform/work/live.ts'
import { askOnSet } from './ask/actions.ts'
import type { JudgeLoop } from './judge/live.ts'

const acts = ['lesson_asked'] as const
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

type ForJobs = { judge: Pick<JudgeLoop, 'tick'> }

export const signals = {
  acts,
  work: signalWork,
  jobs: ({ judge }: ForJobs): Job[] => [
    { name: 'judge signals', cron: '*/5 * * * * *', run: () => judge.tick() },
  ],
}
