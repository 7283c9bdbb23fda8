import type { Random } from '../../agent/clock.ts'
import type { Half } from '../../controlplane/calendar/closed/rules.ts'
import type { Day } from '../../controlplane/calendar/day/rules.ts'
import type { LessonException } from '../../controlplane/lessons/api.ts'
import type { DayHours, WeekHours } from '../../controlplane/locations/hours/api.ts'
import { earliestLesson, latestLesson, type Minute } from '../../controlplane/locations/hours/rules.ts'
import type { Phase } from '../../controlplane/trajectories/milestone/rules.ts'
import { pick, shuffled } from './chance.ts'
import { plus } from './histories.ts'

const lessonMinutes = 50
/** Lessons that a child follows at home: not every day, and not the whole of one. */
const daysOfWeek = [3, 4] as const
const lessonsOfDay = [1, 2, 3] as const

/** In which phases a timetable is known. */
export const hasTimetable: Record<Phase, boolean> = {
  request: false,
  assessment: false,
  agreement: false,
  preparation: false,
  waiting: true,
  delivery: true,
  start_up: true,
  live: true,
  paused: true,
  closing: true,
  returning: false,
  closed: false,
  refused: false,
  withdrawn: false,
}

/** A week of lessons of 50 minutes within the bells of the school. */
export function weekOf(bells: WeekHours, random: Random): WeekHours {
  const weekdays = [...new Set(bells.map(([weekday]) => weekday))]
  const chosen = shuffled(weekdays, random).slice(0, pick(daysOfWeek, random))
  return weekdays
    .filter(weekday => chosen.includes(weekday))
    .flatMap(weekday => {
      const hours = shuffled(
        bells.filter(([day]) => day === weekday).flatMap(([, from, until]) => lessonsWithin(from, until)),
        random,
      ).slice(0, pick(lessonsOfDay, random))
      return hours
        .toSorted((a, b) => a[0] - b[0])
        .map(([from, until]): WeekHours[number] => [weekday, from, until])
    })
}

function lessonsWithin(from: Minute, until: Minute): DayHours {
  const count = Math.floor((until - from) / lessonMinutes)
  return Array.from({ length: count }, (_, hour) => {
    const begin = from + hour * lessonMinutes
    return [begin, begin + lessonMinutes]
  })
}

/** How far lessons around the present hour reach, in minutes: long enough for a demonstration. */
const aroundNow = { before: 120, after: 300 } as const
const breakMinutes = 20
/** One of so many trajectories has no lesson around the hour. */
const restingEvery = 8

/** A lesson that has just begun has gone on for so many minutes. */
const begunMinutes = 8

/**
 * A day of lessons and breaks around a minute of the wall, of which most trajectories have one then. `isBegun`: one has
 * just begun.
 */
export function dayAround(minute: Minute, index: number, isBegun = false): DayHours {
  if (!isBegun && index % restingEvery === restingEvery - 1) return []
  const cycle = lessonMinutes + breakMinutes
  // Neighbours are apart by a step that goes through every minute of the cycle.
  const since = isBegun ? cycle - (aroundNow.before % cycle) + begunMinutes : (index * 11) % cycle
  const first = minute - aroundNow.before - since
  const hours: DayHours = []
  for (let from = first; from < minute + aroundNow.after; from += cycle) {
    const [begin, until] = [Math.max(from, earliestLesson), Math.min(from + lessonMinutes, latestLesson)]
    if (until - begin >= 5) hours.push([begin, until])
  }
  return hours
}

/** The week with another day in it. */
export function withDay(week: WeekHours, weekday: number, hours: DayHours): WeekHours {
  const others = week.filter(([day]) => day !== weekday)
  return [...others, ...hours.map(([from, until]): WeekHours[number] => [weekday, from, until])].toSorted(
    (a, b) => a[0] - b[0] || a[1] - b[1],
  )
}

/** One of so many trajectories has exams soon, and one of so many schools a day for its teachers. */
const examsEvery = 80
const studyDayEvery = 40

export type FleetException = LessonException & { trajectory: string }
export type FleetClosedDay = { location: string; day: Day; half: Half; name: string }

/** Exams within the next weeks, on days of their own. */
export function examsOf(trajectory: string, index: number, today: Day, random: Random): FleetException[] {
  if (index % examsEvery !== 3) return []
  const first = nextMonday(today, 1 + Math.floor(random() * 3))
  return [0, 2].map(days => ({
    trajectory,
    day: plus(first, days),
    hours: [[9 * 60, 11 * 60]],
    reason: 'exam',
  }))
}

/** A pedagogical study day within the next weeks, some only an afternoon. */
export function studyDaysOf(location: string, index: number, today: Day, random: Random): FleetClosedDay[] {
  if (index % studyDayEvery !== 5) return []
  const day = plus(nextMonday(today, 1 + Math.floor(random() * 5)), pick([0, 2, 4], random))
  return [
    {
      location,
      day,
      half: pick(['day', 'day', 'afternoon'] as const, random),
      name: 'Pedagogische studiedag',
    },
  ]
}

function nextMonday(today: Day, weeks: number): Day {
  const date = Temporal.PlainDate.from(today)
  return date.add({ days: 8 - date.dayOfWeek + (weeks - 1) * 7 }).toString()
}
