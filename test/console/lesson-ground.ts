import type { LessonsAnswer } from '../../controlplane/lessons/api.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, tellAs } from '../support/people.ts'

/** A lesson of Monday that began at 09:40, by the clock of Brussels; left out: it ends at 10:50. */
export function putLessonNow(plane: TestControlPlane, code: string, endsAt = '10:50'): Promise<void> {
  const [hours, minutes] = endsAt.split(':').map(Number) as [number, number]
  return putTimetable(plane, code, [[1, 580, hours * 60 + minutes]])
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
