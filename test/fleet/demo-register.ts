import { closedDays } from '../../controlplane/calendar/holiday/queries.ts'
import { earliestLesson, latestLesson } from '../../controlplane/locations/hours/rules.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import { seededRandom } from './chance.ts'
import { type CivilMoment, civilMoment, daysOf } from './fleet-days.ts'
import { plus } from './histories.ts'
import { importFleet, importTimetables, inTurn, isImported, put } from './import-fleet.ts'
import { personOf } from './people.ts'
import { type Population, populate, trajectoriesFor } from './population.ts'
import { gatherSchool, type Story, type StoryName, writeStory } from './stories.ts'

/** The set that this machine plays, its trajectory and its class. */
export const thisMachine = { label: 'KS-9999', trajectory: 'T-2026-9999', location: 'SCH-9999' } as const

type Wanted = {
  admin: SignedIn
  /** Whose every second trajectory is. */
  counsellor: SignedIn
  population: Population
  seed: number
  /** Whose lesson has just begun. */
  begun: ReadonlySet<string>
  /** ms since 1970 UTC */
  now: number
}

/** Around which moment lessons were laid. `isNow` false: lessons are between 06:00 and 22:00, it is night. */
export type LaidLessons = { around: CivilMoment; isNow: boolean }

/** Who is in the demonstration, and what its story does with them. */
export function writeDemo(
  name: StoryName,
  { pairs, seed }: { pairs: number; seed: number },
): { population: Population; story: Story } {
  const population = gatherSchool(populate(trajectoriesFor(pairs), seed), seed)
  return { population, story: writeStory(name, population, seed) }
}

/**
 * Imports the register of the demonstration, this machine among it, unless that was done before; and lays its
 * timetables around the present hour, whatever day it is.
 */
export async function importDemo(wanted: Wanted): Promise<LaidLessons> {
  const { admin, counsellor, seed, begun, now } = wanted
  const population = withThisMachine(wanted.population)
  const laid = momentFor(civilMoment(now))
  const { around } = laid
  const days = daysOf(population, seed, civilMoment(now).day, { ...around, begun })
  if (await isImported(admin, thisMachine.trajectory)) await importTimetables(admin, days.weeks)
  else {
    await importFleet(admin, population, days)
    await handOver(admin, counsellor, population)
  }
  if (isClosed(around)) await layOnClosedDay(admin, around, days.weeks)
  return laid
}

/** The present moment, or half past six of the next morning on which lessons can be. */
function momentFor(now: CivilMoment): LaidLessons {
  const isNow = now.minute >= earliestLesson && now.minute < latestLesson - 30
  if (isNow) return { around: now, isNow }
  const morning = { ...now, minute: earliestLesson + 30 }
  if (now.minute < earliestLesson) return { around: morning, isNow }
  return { around: { ...morning, day: plus(now.day, 1), weekday: (now.weekday % 7) + 1 }, isNow }
}

function withThisMachine(population: Population): Population {
  const random = seededRandom(9999)
  const { label, trajectory, location } = thisMachine
  const nothing = { name: null, municipality: null, provider: null, contact: null }
  const home = 'TH-9999'
  return {
    ...population,
    places: [
      ...population.places,
      { ...nothing, code: location, kind: 'school', name: 'Deze machine' },
      { ...nothing, code: home, kind: 'home' },
    ],
    trajectories: [
      ...population.trajectories,
      {
        code: trajectory,
        plan: { phase: 'live', isLate: false },
        level: 'primary',
        child: { firstName: 'Robin', className: '4B' },
        home: { set: null, location: home, isHospital: false },
        school: { set: label, location },
        family: personOf(random),
        teacher: personOf(random),
      },
    ],
    register: {
      ...population.register,
      sets: [...population.register.sets, { label, kind: 'school', components: [] }],
    },
  }
}

async function handOver(
  admin: SignedIn,
  { accountId }: SignedIn,
  { trajectories }: Population,
): Promise<void> {
  await inTurn(
    trajectories.filter((_, index) => index % 2 === 0),
    ({ code, level }) =>
      put(admin, `/api/trajectories/${code}`, { level, schoolYear: 2026, counsellor: accountId }),
  )
}

const isClosed = ({ day }: CivilMoment) => {
  const year = Number(day.slice(0, 4))
  return closedDays(year, year).has(day)
}

/** On a holiday no timetable holds, but what is said of the day alone does. */
async function layOnClosedDay(
  admin: SignedIn,
  { day, weekday }: CivilMoment,
  weeks: ReadonlyMap<string, readonly (readonly [number, number, number])[]>,
): Promise<void> {
  await inTurn([...weeks], ([code, week]) =>
    put(admin, `/api/trajectories/${code}/exceptions/${day}`, {
      hours: week.filter(([of]) => of === weekday).map(([, from, until]) => [from, until]),
      reason: 'extra',
    }),
  )
}

/** How many trajectories are in a lesson now, as the board says. */
export async function countLessons(person: SignedIn): Promise<number> {
  const answer = await askAs(person, '/api/board')
  if (!answer.ok) throw new Error(`the board cannot be read: ${await answer.text()}`)
  const { pairs } = (await answer.json()) as { pairs: { lesson: { status: string } | null }[] }
  return pairs.filter(({ lesson }) => lesson?.status === 'lesson').length
}
