import { type Asked, type Make, next, nothing, type RightRequest } from './every-route-makers.ts'

const ofTrajectory =
  (more: RightRequest = {}): Make =>
  ({ ground: { own, others }, whose }) => {
    const code = { own: own.trajectory, others: others.trajectory, missing: 'T-2026-9999' }[whose]
    return { ...more, params: { code, ...more.params } }
  }

const ofCode = (whose: Asked['whose'], { own, others }: Asked['ground']) =>
  ({ own: own.trajectory, others: others.trajectory, missing: '' })[whose]

/** An absence that holds. */
async function putChange({ ground, whose }: Asked): Promise<string> {
  const [row] = await ground.plane.sql<{ id: string }[]>`
    insert into day_changes (trajectory_id, kind, from_at, said_by, recorded_at)
    select id, 'absent', now(), 'family', now() from trajectories where code = ${ofCode(whose, ground)} returning id`
  return row?.id ?? crypto.randomUUID()
}

const day = '2026-12-01'

/** A day without lessons. */
function putException({ ground, whose }: Asked) {
  return ground.plane.sql`
    insert into lesson_exceptions (trajectory_id, day, hours, reason)
    select id, ${day}, '[]', 'exam' from trajectories where code = ${ofCode(whose, ground)} on conflict do nothing`
}

/** One lesson every Monday at nine. */
const calendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:a',
  'DTSTART:20260907T090000',
  'DURATION:PT50M',
  'RRULE:FREQ=WEEKLY',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')
const fileOf = (name: string, text: string) => ({
  name,
  content: Buffer.from(text).toString('base64'),
  dryRun: false,
})
const week = [[1, 540, 590]]

/** A right request for every route of lessons. */
export const lessonRoutes: Record<string, Make> = {
  'GET /api/trajectories/:code/lessons': ofTrajectory({ query: { from: '2026-11-23' } }),
  'GET /api/calendar': () => ({ query: { year: '2026' } }),
  'GET /api/board/children': asked => ({ query: { of: ofCode(asked.whose, asked.ground) || 'T-2026-9999' } }),
  'PUT /api/trajectories/:code/timetable': ofTrajectory({ body: { week } }),
  'PUT /api/trajectories/:code/exceptions/:day': ofTrajectory({
    params: { day },
    body: { hours: [], reason: 'exam' },
  }),
  'DELETE /api/trajectories/:code/exceptions/:day': async asked => {
    await putException(asked)
    return ofTrajectory({ params: { day }, body: nothing })(asked)
  },
  'POST /api/trajectories/:code/day-changes': ofTrajectory({
    body: { kind: 'absent', until: null, saidBy: 'family' },
  }),
  'DELETE /api/day-changes/:id': async asked => ({ params: { id: await putChange(asked) }, body: nothing }),
  'POST /api/trajectories/:code/timetable/import': ofTrajectory({ body: fileOf('rooster.ics', calendar) }),
  'POST /api/timetables/import': ({ ground: { own } }) => ({
    body: fileOf('roosters.csv', `traject;dag;van;tot\r\n${own.trajectory};ma;09:${next().slice(-2)};10:00`),
  }),
  'GET /api/timetables/export': () => ({ query: { as: 'csv' } }),
}
