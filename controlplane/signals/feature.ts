import type { Job } from '../platform/schedule.ts'
import type { JudgeLoop } from './judge/live.ts'

type ForJobs = { judge: Pick<JudgeLoop, 'tick'> }

export const signals = {
  jobs: ({ judge }: ForJobs): Job[] => [
    { name: 'judge signals', cron: '*/5 * * * * *', run: () => judge.tick() },
  ],
}
