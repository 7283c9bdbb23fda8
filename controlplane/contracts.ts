import { calendarApi } from './calendar/api.ts'
import { trajectoryApi } from './trajectories/api.ts'
import { trajectoryImportApi } from './trajectories/import/api.ts'

/** Every route of the door for people, by method and address: a line a feature. */
export const contracts = {
  ...calendarApi,
  ...trajectoryApi,
  ...trajectoryImportApi,
}
