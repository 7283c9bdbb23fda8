import type { LessonClock } from '../lessons/clock/live.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import type { WorkOf } from '../platform/work/live.ts'
import { raiseAlarms } from './alarm/actions.ts'
import { followLink, followMessage } from './answered/actions.ts'
import { purgeEvidence } from './evidence/actions.ts'
import { followHelp } from './follow/actions.ts'
import { outwardApi } from './outward/api.ts'
import { outwardRoutes } from './outward/routes.ts'
import { releaseOffDuty } from './owner/actions.ts'
import { ticketPagesRoutes } from './routes.ts'
import { ticketPagesApi, ticketWorkApi } from './routes-api.ts'
import { closeSolved, releaseSilent, type Timing, wakePlanned } from './timed/actions.ts'
import { ticketWorkRoutes } from './work-routes.ts'

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

type ForWork = {
  console: Database
  nudges: Pick<Nudges, 'tell'>
  lessons: Pick<LessonClock, 'endOfLessons'>
  now(): number
}
type Kinds = 'help_followed' | 'ticket_woken' | 'message_answered' | 'link_answered'

/** As the console: who works here is looked at, and what people did stands in the log of acts. */
function ticketWork({ console: sql, nudges, lessons, now }: ForWork): WorkOf<Kinds> {
  return {
    async help_followed(cases) {
      for (const id of cases) nudges.tell(await followHelp(sql, id, now()))
    },
    async message_answered(ids) {
      const { endOfLessons } = lessons
      for (const id of ids) nudges.tell(await followMessage(sql, id, { endOfLessons, now: now() }))
    },
    async link_answered(ids) {
      for (const id of ids) nudges.tell(await followLink(sql, id, now()))
    },
    async ticket_woken(ids) {
      for (const id of ids) nudges.tell(await releaseOffDuty(sql, id, now()))
    },
  }
}

type ForJobs = Omit<Timing, 'sql'> & { owner: Database; console: Database; personal: PersonalData }

function ticketJobs({ owner, console: sql, personal, ...parts }: ForJobs): Job[] {
  const timing: Timing = { ...parts, sql }
  return [
    {
      name: 'release tickets of silent owners',
      cron: '*/5 * * * * *',
      run: now => releaseSilent(timing, now),
    },
    {
      name: 'tell that nobody took what is urgent',
      cron: '*/5 * * * * *',
      run: now => raiseAlarms({ ...parts, sql, personal }, now),
    },
    { name: 'wake planned tickets', cron: '*/15 * * * * *', run: now => wakePlanned(timing, now) },
    { name: 'close solved tickets', cron: '40 * * * * *', run: now => closeSolved(timing, now) },
    { name: 'purge evidence of tickets', cron: '0 27 2 * * *', run: now => purgeEvidence(owner, now) },
  ]
}

export const tickets = {
  api: { ...ticketPagesApi, ...ticketWorkApi, ...outwardApi },
  acts,
  routes: [ticketPagesRoutes, ticketWorkRoutes, outwardRoutes],
  work: ticketWork,
  jobs: ticketJobs,
}
