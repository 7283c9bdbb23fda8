import { type Day, dayAfter, dayOf, todayAt } from '../../calendar/day/rules.ts'
import type { Outage } from '../../telemetry/line/rules.ts'
import type { Run } from './run-rules.ts'

/** Of one answer. */
const runsMax = 500

/** What a rule did between two instants, counted by how urgent and by day. The first of the runs alone are named. */
export function summaryOf(runs: readonly Run[], { from, until }: { from: number; until: number }) {
  const called = [0, 0, 0, 0]
  for (const { priority } of runs) if (priority !== null) called[priority - 1]! += 1
  const nobody = runs.filter(({ priority }) => priority === null).length
  const byDay = Map.groupBy(runs, run => todayAt(run.from))
  const days = daysIn(from, until).map(day => {
    const ofDay = byDay.get(day) ?? []
    const silent = ofDay.filter(({ priority }) => priority === null).length
    return { day, called: ofDay.length - silent, nobody: silent }
  })
  const first = runs.toSorted((a, b) => a.from - b.from || a.subject.localeCompare(b.subject))
  return { fired: runs.length, called, nobody, days, runs: first.slice(0, runsMax) }
}

/** Every day of which something lies between two instants. */
function daysIn(from: number, until: number): Day[] {
  const last = todayAt(until)
  const days: Day[] = []
  for (let at = dayOf(from); at.day <= last; at = dayAfter(at)) days.push(at.day)
  return days
}

/** How much of the time between two instants lies within these, ms; they may overlap. */
export function awayIn(outages: readonly Outage[], { from, until }: { from: number; until: number }): number {
  let seen = from
  let away = 0
  for (const one of outages.toSorted((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(seen, one.from), Math.min(until, one.until)]
    if (end <= begin) continue
    away += end - begin
    seen = end
  }
  return away
}
