import { ExportQuery } from '../locations/api.ts'
import {
  fileBodyBytesMax,
  fileRefusals,
  ImportAnswer,
  ImportFile,
} from '../platform/files/table/import-api.ts'
import { type Contracts, Done, Nothing } from '../platform/http/api.ts'
import { OneTrajectory } from '../trajectories/api.ts'
import {
  CalendarFileAnswer,
  ExceptionFields,
  LessonsAnswer,
  LessonsQuery,
  NewDayChange,
  OneDayChange,
  OneException,
  Timetable,
} from './api.ts'
import { lessonRefusals } from './refusal/rules.ts'

const change = { policy: 'changeLessons', of: 'trajectory', refusals: lessonRefusals } as const

/** When children have lessons: how it is, and what people change of it. */
export const lessonApi = {
  'GET /api/trajectories/:code/lessons': {
    policy: 'seeTrajectories',
    of: 'trajectory',
    params: OneTrajectory,
    query: LessonsQuery,
    answer: LessonsAnswer,
    refusals: lessonRefusals,
  },
  'PUT /api/trajectories/:code/timetable': {
    ...change,
    params: OneTrajectory,
    body: Timetable,
    answer: Done,
  },
  'PUT /api/trajectories/:code/exceptions/:day': {
    ...change,
    params: OneException,
    body: ExceptionFields,
    answer: Done,
  },
  'DELETE /api/trajectories/:code/exceptions/:day': {
    ...change,
    params: OneException,
    body: Nothing,
    answer: Done,
  },
  'POST /api/trajectories/:code/day-changes': {
    ...change,
    params: OneTrajectory,
    body: NewDayChange,
    answer: OneDayChange,
  },
  'DELETE /api/day-changes/:id': {
    ...change,
    of: 'day_change',
    params: OneDayChange,
    body: Nothing,
    answer: Done,
  },
  /** One week from a calendar. */
  'POST /api/trajectories/:code/timetable/import': {
    ...change,
    params: OneTrajectory,
    body: ImportFile,
    bodyBytesMax: fileBodyBytesMax,
    answer: CalendarFileAnswer,
  },
  /** All of them as a table. */
  'POST /api/timetables/import': {
    policy: 'importTimetables',
    body: ImportFile,
    bodyBytesMax: fileBodyBytesMax,
    answer: ImportAnswer,
    refusals: fileRefusals,
  },
  'GET /api/timetables/export': { policy: 'exportTimetables', query: ExportQuery, as: 'file' },
} as const satisfies Contracts
