import type { LessonNow } from '../../lessons/api.ts'
import type { DayChangeKind } from '../../lessons/day-change/rules.ts'
import { tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'
import { type Action, type Doing, pressed } from '../session/actions.ts'
import { serverNow } from '../ui/clock.ts'
import { dayOf } from '../ui/wallClock.ts'
import { speakerOf } from './speaker.ts'
import { endOfDay, instantOf } from './wall.ts'

type Taught = { code: string; lesson: LessonNow | null }

/** The button that opens the timetable. */
export const timetableId = 'change-timetable'

/** What goes otherwise today can be told of any trajectory, wherever one is. */
export const lessonActions: readonly Action<Taught>[] = [
  {
    verb: 'lessons.act.absent',
    synonyms: 'lessons.synonyms.absent',
    policy: 'changeLessons',
    whyNot: ({ lesson }) => (lesson?.status === 'absent' ? 'lessons.act.isAbsent' : undefined),
    run: tellOfToday('absent'),
  },
  {
    verb: 'lessons.act.no_lesson',
    synonyms: 'lessons.synonyms.no_lesson',
    policy: 'changeLessons',
    run: tellOfToday('no_lesson'),
  },
  {
    verb: 'lessons.act.other_room',
    synonyms: 'lessons.synonyms.other_room',
    policy: 'changeLessons',
    run: tellOfToday('other_room'),
  },
  {
    verb: 'lessons.edit.open',
    synonyms: 'lessons.synonyms.timetable',
    policy: 'changeLessons',
    run: pressed(timetableId),
  },
]

/** Until the end of today, said by who does it. */
function tellOfToday(kind: Extract<DayChangeKind, 'absent' | 'no_lesson' | 'other_room'>) {
  return async ({ code }: Taught, { t, roles, client }: Doing) => {
    const again = () =>
      Promise.all(['lessons', 'trajectory'].map(key => client.invalidateQueries({ queryKey: [key, code] })))
    const until = instantOf(dayOf(serverNow()), endOfDay)
    const change = { kind, until, saidBy: speakerOf(roles) }
    const { id } = await tell('POST /api/trajectories/:code/day-changes', { code }, change)
    offerUndo(t(`lessons.act.said.${kind}`, { code }), async () => {
      await tell('DELETE /api/day-changes/:id', { id }, {})
      await again()
    })
    await again()
  }
}
