import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import type { LessonClock } from './clock/live.ts'
import { lessonReceivers } from './receivers/actions.ts'
import { lessonRoutes } from './routes.ts'
import { lessonApi } from './routes-api.ts'
import { lessonsAtHello, lessonWork } from './to-sets/live.ts'
import { renewWindows } from './window/actions.ts'

type ForJobs = { sql: Database; lessons: Pick<LessonClock, 'refresh'> }

const acts = [
  'timetable_changed',
  'timetables_imported',
  'timetables_exported',
  'exception_set',
  'exception_removed',
  'day_change_said',
  'day_change_withdrawn',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    lessons: typeof acts
  }
}

export const lessons = {
  api: lessonApi,
  acts,
  routes: [lessonRoutes],
  receivers: lessonReceivers,
  atHello: lessonsAtHello,
  work: lessonWork,
  jobs: ({ sql, lessons: clock }: ForJobs): Job[] => [
    { name: 'read lessons', cron: '*/5 * * * * *', onEveryReplica: true, run: () => clock.refresh() },
    {
      name: 'renew lessons of sets',
      cron: '0 10 3 * * *',
      atStart: true,
      run: now => renewWindows(sql, 'all', now),
    },
  ],
}
