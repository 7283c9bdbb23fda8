import type { Day } from '../../controlplane/calendar/day/rules.ts'
import type { WeekHours } from '../../controlplane/locations/hours/api.ts'
import type { Minute } from '../../controlplane/locations/hours/rules.ts'
import { seededRandom } from './chance.ts'
import { type History, historyOf } from './histories.ts'
import type { Population } from './population.ts'
import {
  dayAround,
  examsOf,
  type FleetClosedDay,
  type FleetException,
  hasTimetable,
  studyDaysOf,
  weekOf,
  withDay,
} from './timetables.ts'

/** A moment by the clock on the wall. */
export type CivilMoment = { day: Day; weekday: number; minute: Minute }

/** What has happened in the trajectories of a population until a day, and what comes; by code of the trajectory. */
export type FleetDays = {
  histories: ReadonlyMap<string, History>
  /** Those whose timetable is known. */
  weeks: ReadonlyMap<string, WeekHours>
  exceptions: readonly FleetException[]
  closedDays: readonly FleetClosedDay[]
}

/** Where lessons are laid, and of which trajectories one has just begun there. */
type Around = CivilMoment & { begun?: ReadonlySet<string> }

/** The same for the same seed and day. `around`: lay lessons there, on top of the week within the bells. */
export function daysOf(population: Population, seed: number, today: Day, around?: Around): FleetDays {
  const histories = new Map<string, History>()
  const weeks = new Map<string, WeekHours>()
  const exceptions: FleetException[] = []
  for (const [index, { code, plan, school }] of population.trajectories.entries()) {
    const random = seededRandom(seed * 50_021 + index)
    histories.set(code, historyOf(plan, today, random))
    if (!hasTimetable[plan.phase]) continue
    const week = weekOf(population.schools.get(school.location)?.bells ?? [], random)
    const day = around && dayAround(around.minute, index, around.begun?.has(code))
    weeks.set(code, around && day ? withDay(week, around.weekday, day) : week)
    exceptions.push(...examsOf(code, index, today, random))
  }
  const closedDays = [...population.schools.keys()].flatMap((site, index) =>
    studyDaysOf(site, index, today, seededRandom(seed * 70_001 + index)),
  )
  return { histories, weeks, exceptions, closedDays }
}

/** The clock on the wall in Flanders at an instant (ms since 1970 UTC). */
export function civilMoment(at: number): CivilMoment {
  const wall = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO('Europe/Brussels')
  return {
    day: wall.toPlainDate().toString(),
    weekday: wall.dayOfWeek,
    minute: wall.hour * 60 + wall.minute,
  }
}
