import { dayAfter, dayOf, startOf } from '../../calendar/day/rules.ts'
import { lessonTimeAt } from '../../calls/time/rules.ts'
import type { LessonFacts } from '../../lessons/rules.ts'
import { lessonStatus } from '../../lessons/rules.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { Outage } from '../../telemetry/line/rules.ts'
import type { KnownLesson, KnownSubject } from '../subject/rules.ts'
import { openSet, type SetHistory } from './set-rules.ts'

/** From an instant until another (null: still), ms since 1970 UTC. */
export type Span = { from: number; until: number | null }
type KnownLessons = { facts: LessonFacts; pauses: LessonFacts['away']; here: LessonFacts['away'] }

/** All that is kept of a pair, or of a set while it served nobody. */
export type SubjectHistory = {
  /** Null: a set alone. */
  trajectory: string | null
  lessons: KnownLessons | undefined
  sides: readonly { kind: SetKind; provider: string | null; served: Span; history: SetHistory }[]
}
/** What held for everybody. `storms`: by group key. */
export type Surroundings = {
  outages: readonly Outage[]
  storms: readonly (Span & { key: string })[]
}

export type SubjectThen = {
  readonly instants: readonly number[]
  /** Asked for one instant after another; undefined: no set belonged to it then. */
  at(now: number): { subject: KnownSubject; changesAt: number } | undefined
}

const outagesWithinMs = 3_600_000

/** A subject as it was known. What was said of days and timetables is taken as it is known today. */
export function openSubject(
  { trajectory, lessons, sides }: SubjectHistory,
  { outages, storms }: Surroundings,
): SubjectThen {
  const sets = sides.map(side => ({ ...side, past: openSet(side.history) }))
  const lessonAt = openLessons(lessons)
  const isOn = (key: string, now: number) => storms.find(storm => storm.key === key && isIn(storm, now))

  return {
    instants: [
      ...sets.flatMap(({ past }) => past.instants),
      ...sides.flatMap(({ served }) => [served.from, served.until ?? served.from]),
      ...storms.flatMap(({ from, until }) => [from, until ?? from]),
      ...(lessons?.here ?? []).flatMap(({ from, until }) => [from, until ?? from]),
    ],
    at(now) {
      const serving = sets.filter(({ served }) => isIn(served, now))
      if (serving.length === 0) return undefined
      const here = lessons?.here.find(one => isIn(one, now))?.from ?? null
      const known = (kind: SetKind) => {
        const side = serving.findLast(one => one.kind === kind)
        if (!side) return null
        const isProviderDown =
          side.provider !== null && isOn(`provider:${side.provider}/storm`, now) !== undefined
        return side.past.at(now, { hereSince: kind === 'home' ? here : null, isProviderDown })
      }
      const { lesson, changesAt } = lessonAt(now)
      const troubledSince = isOn('platform/storm', now)?.from ?? null
      const subject = {
        trajectory,
        home: known('home'),
        school: known('school'),
        lesson,
        trouble: { graceUntil: null, troubledSince },
        outages: outages.filter(({ from, until }) => from <= now && until > now - outagesWithinMs),
      }
      return { subject, changesAt }
    },
  }
}

function isIn({ from, until }: Span, now: number): boolean {
  return from <= now && (until === null || now < until)
}

const noLesson: KnownLesson = { status: null, from: null, callFrom: null, until: null }

/** What a trajectory is in, worked out anew when that may be otherwise. */
function openLessons(known: KnownLessons | undefined) {
  let held = { lesson: noLesson, from: Infinity, changesAt: -Infinity }
  return (now: number): { lesson: KnownLesson; changesAt: number } => {
    if (known === undefined) return { lesson: noLesson, changesAt: Infinity }
    if (now < held.from || now >= held.changesAt) {
      const { status, until = null } = lessonStatus(known.facts, now)
      const time = status === 'lesson' ? lessonTimeAt(known, now) : undefined
      // The run-up ends with the lesson's begin.
      const from = time?.from ?? (status === 'run_up' ? until : null)
      const lesson = { status, from, callFrom: time?.callFrom ?? null, until }
      held = { lesson, from: now, changesAt: until ?? startOf(dayAfter(dayOf(now)).day) }
    }
    return held
  }
}
