import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Day } from '../../calendar/day/rules.ts'
import type {
  ExceptionFields,
  LessonException,
  LessonNow,
  LessonsAnswer,
  NewDayChange,
} from '../../lessons/api.ts'
import type { WeekHours } from '../../locations/hours/api.ts'
import type { ImportFile } from '../../platform/files/table/import-api.ts'
import { ask, tell } from '../data/fetch.ts'
import { serverNow } from '../ui/clock.ts'
import { sorted } from './week.ts'

/** What ends at an instant has ended when it is asked, and not everybody asks at once; ms. */
const afterMs = 500
const spreadMs = 1_000

/** One week of a trajectory and what holds now; asked again when what holds ends. */
export function useLessons(code: string, from: Day | undefined) {
  return useQuery({
    queryKey: ['lessons', code, from ?? ''],
    queryFn: ({ signal }) =>
      ask('/api/trajectories/:code/lessons', { code }, from === undefined ? {} : { from }, signal),
    placeholderData: (old, query) => (query?.queryKey[1] === code ? old : undefined),
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => untilChange(state.data?.now, serverNow(), Math.random()),
  })
}

function untilChange(now: LessonNow | undefined, at: number, chance: number): number | false {
  if (now === undefined || now.until === null) return false
  return Math.max(0, now.until - at) + afterMs + chance * spreadMs
}

/** Everything that is done to the lessons of one trajectory; afterwards they are asked again. */
function useChange<Asked, Answer>(code: string, mutationFn: (asked: Asked) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: ['lessons', code] }),
  })
}

/** An empty week is no timetable. */
export function useSaveTimetable(code: string) {
  return useChange(code, (week: WeekHours | null) =>
    tell(
      'PUT /api/trajectories/:code/timetable',
      { code },
      { week: week === null || week.length === 0 ? null : sorted(week) },
    ),
  )
}

export function useSaveException(code: string) {
  return useChange(code, ({ day, ...fields }: LessonException) =>
    tell('PUT /api/trajectories/:code/exceptions/:day', { code, day }, fields satisfies ExceptionFields),
  )
}

export function useRemoveException(code: string) {
  return useChange(code, (day: Day) =>
    tell('DELETE /api/trajectories/:code/exceptions/:day', { code, day }, {}),
  )
}

export function useSayChange(code: string) {
  return useChange(code, (change: NewDayChange) =>
    tell('POST /api/trajectories/:code/day-changes', { code }, change),
  )
}

export function useWithdrawChange(code: string) {
  return useChange(code, (id: string) => tell('DELETE /api/day-changes/:id', { id }, {}))
}

export function useCalendarFile(code: string) {
  return useChange(code, (file: ImportFile) =>
    tell('POST /api/trajectories/:code/timetable/import', { code }, file),
  )
}

/** What was said of the days and holds at an instant. */
export function holdingAt({ changes }: Pick<LessonsAnswer, 'changes'>, at: number): LessonsAnswer['changes'] {
  return changes.filter(
    ({ withdrawnAt, from, until }) => withdrawnAt === null && from <= at && (until === null || at < until),
  )
}
