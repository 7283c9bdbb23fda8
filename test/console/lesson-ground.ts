import type { LessonsAnswer } from '../../controlplane/lessons/api.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'

const zone = 'Europe/Brussels'

/** The minute of the wall in Brussels so many ms from now, with its fraction. */
function minuteIn(ms: number): number {
  const at = Temporal.Now.instant().add({ milliseconds: ms }).toZonedDateTimeISO(zone)
  return at.since(at.startOfDay()).total('minutes')
}

/** A lesson that began at midnight and ends so many ms from now, or with the day: whatever the hour of the test. */
export async function putLessonNow(plane: TestControlPlane, code: string, endsInMs?: number): Promise<void> {
  const today = Temporal.Now.plainDateISO(zone).toString()
  const until = endsInMs === undefined ? 1440 : Math.min(1440, minuteIn(endsInMs))
  await plane.sql`
    insert into lesson_exceptions (trajectory_id, day, hours, reason)
    select id, ${today}, ${plane.sql.json([[0, until]])}, 'extra' from trajectories where code = ${code}
    on conflict (trajectory_id, day) do update set hours = excluded.hours`
  // Makes the clock of lessons look.
  await putTimetable(plane, code, [[1, 600, 660]])
}

export async function putTimetable(
  { admin }: TestControlPlane,
  code: string,
  week: readonly (readonly [number, number, number])[] | null,
): Promise<void> {
  const answer = await tellAs(admin, `/api/trajectories/${code}/timetable`, { week }, 'PUT')
  if (!answer.ok) throw new Error(`the timetable was refused: ${await answer.text()}`)
}

export async function lessonsOf({ admin }: TestControlPlane, code: string): Promise<LessonsAnswer> {
  return (await (await askAs(admin, `/api/trajectories/${code}/lessons`)).json()) as LessonsAnswer
}
