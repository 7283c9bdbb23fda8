import type { Day } from '../../calendar/day/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { PhaseNow, Phases } from '../../trajectories/deadline/live.ts'
import { isAskedOf, milestoneNames, milestoneSides } from '../../trajectories/milestone/rules.ts'
import type { Milestone, Pause } from '../../trajectories/phase/rules.ts'

/** Every milestone and side there is; the place in this list stands for it on the way from the database. */
const everyMilestone = milestoneNames.flatMap(name =>
  [null, ...milestoneSides].filter(side => isAskedOf(name, side)).map(side => ({ name, side })),
)
const firstDay = '2000-01-01'
const numberOfDays = 100_000
const dayMs = 86_400_000

/**
 * The milestones of every trajectory, of each one text of numbers: for thousands of trajectories this is a fraction of
 * the work of as many rows. Columns `trajectory_id`, `said`.
 */
export function milestonesOfAll(sql: Database) {
  const names = everyMilestone.map(({ name }) => name)
  const sides = everyMilestone.map(({ side }) => side ?? '')
  return sql`
    select m.trajectory_id, array_agg((k.no - 1) * ${numberOfDays} + (m.day - ${firstDay}::date))::text as said
    from milestones m
    join unnest(${names}::text[], ${sides}::text[]) with ordinality as k(name, side, no)
      on k.name = m.name and k.side = coalesce(m.side, '')
    group by m.trajectory_id`
}

/** Pauses likewise, `2026-11-23:2026-11-27` with blanks between. */
export function pausesOfAll(sql: Database) {
  return sql`
    select trajectory_id, string_agg(from_day || ':' || coalesce(until_day::text, ''), ' ') as said
    from pauses group by trajectory_id`
}

export function readMilestones(said: string | null): Milestone[] {
  if (said === null) return []
  return said
    .slice(1, -1)
    .split(',')
    .map(one => {
      const number = Number(one)
      const known = everyMilestone[Math.floor(number / numberOfDays)]!
      return { ...known, day: dayNumbered(number % numberOfDays) }
    })
}

function dayNumbered(number: number): Day {
  return new Date(Date.parse(firstDay) + number * dayMs).toISOString().slice(0, 10)
}

export function readPauses(said: string | null): Pause[] {
  if (said === null) return []
  return said.split(' ').map(one => {
    const [fromDay, untilDay] = one.split(':') as [Day, Day | '']
    return { fromDay, untilDay: untilDay === '' ? null : untilDay }
  })
}

type Said = { code: string; milestones: string | null; pauses: string | null }

/** Trajectories whose judgement is kept. */
const judgedMax = 20_000

/** Judges many trajectories again and again: anew only those of which something else is said than before, or today. */
export function openJudge(phasesOf: Phases): (said: Said, today: Day) => PhaseNow {
  const judged = new Map<string, { said: Said; today: Day; now: PhaseNow }>()
  return (said, today) => {
    const known = judged.get(said.code)
    if (known?.today === today && isSame(known.said, said)) return known.now
    const { milestones, pauses } = said
    const now = phasesOf({ milestones: readMilestones(milestones), pauses: readPauses(pauses) }, today)
    if (judged.size >= judgedMax) judged.clear()
    judged.set(said.code, { said: { code: said.code, milestones, pauses }, today, now })
    return now
  }
}

function isSame(one: Said, other: Said): boolean {
  return one.milestones === other.milestones && one.pauses === other.pauses
}
