import { type CallTold, callRun } from '../../controlplane/calls/side/rules.ts'
import type {
  Aged,
  KnownLesson,
  KnownReport,
  KnownSet,
  KnownSubject,
} from '../../controlplane/signals/subject/rules.ts'
import type { Side } from '../../controlplane/tickets/symptom/rules.ts'
import { calmSet, outside, reportAt } from './calm.ts'
import type { Lesson } from './noise.ts'
import { codeOf, minuteMs } from './world.ts'

/** All that came to be known of one set, as the database would hold it. */
export type SetState = {
  side: Side
  set: KnownSet
  /** When it reports, in ms after each minute. */
  phase: number
  told: CallTold[]
  toldAt: number
  /** What is not a good report: newest last. */
  reports: KnownReport[]
}

export type PairState = {
  pair: number
  home: SetState
  school: SetState
  lessons: readonly Lesson[]
}

export function newPair(pair: number, at: number): PairState {
  const state = (side: Side, phase: number): SetState => {
    const set = calmSet(side, `${codeOf(pair)}-${side === 'home' ? 'H' : 'S'}`, at)
    return { side, set, phase, told: [], toldAt: 0, reports: [] }
  }
  const phases = [(pair * 7919) % minuteMs, (pair * 104_729) % minuteMs]
  return {
    pair,
    home: state('home', phases[0]!),
    school: state('school', phases[1]!),
    lessons: [],
  }
}

type Change = Partial<KnownSet>

export function changeSet(state: SetState, change: Change): void {
  state.set = { ...state.set, ...change }
}

/** What was measured last holds, in whatever order it comes. */
export function tellFact<Value>(was: Aged<Value> | null | undefined, is: Aged<Value>): Aged<Value> {
  return was && was.measuredAt > is.measuredAt ? was : is
}

export function tellCall(state: SetState, one: CallTold, receivedAt: number): void {
  state.told.push(one)
  const last = state.told.reduce((a, b) => (b.measuredAt >= a.measuredAt ? b : a))
  if (last === one) state.toldAt = receivedAt
  changeSet(state, { call: { ...last, receivedAt: state.toldAt, ...callRun(state.told) } })
}

const runUpMs = 30 * minuteMs
const callAfterMs = 15 * minuteMs
const shownReports = 4

/** What rules know of the pair at `now`. */
export function subjectOf(
  state: PairState,
  trouble: KnownSubject['trouble'],
  isProviderDown: (side: Side) => boolean,
  now: number,
): KnownSubject {
  return {
    trajectory: codeOf(state.pair),
    home: seen(state.home, isProviderDown('home'), now),
    school: seen(state.school, isProviderDown('school'), now),
    lesson: lessonAt(state, now),
    trouble,
    outages: [],
  }
}

/** Who is there reports every minute that all is well, but for what was told to be otherwise. */
function seen({ set, phase, reports }: SetState, isProviderDown: boolean, now: number): KnownSet {
  const isThere = set.presence === 'online'
  const last = Math.floor((now - phase) / minuteMs) * minuteMs + phase
  const heardAt = isThere ? Math.max(last, set.heardAt ?? 0) : set.heardAt
  const end = isThere ? last : Math.floor(((heardAt ?? 0) - phase) / minuteMs) * minuteMs + phase
  const shown: KnownReport[] = []
  for (let ago = 0; ago < shownReports; ago++) {
    const at = end - ago * minuteMs
    shown.push(reports.find(one => one.measuredAt > at - minuteMs && one.measuredAt <= at) ?? reportAt(at))
  }
  return { ...set, heardAt, isProviderDown, reports: shown }
}

function lessonAt({ lessons }: Pick<PairState, 'lessons'>, now: number): KnownLesson {
  const on = lessons.find(({ from, until }) => from <= now && now < until)
  if (on) return { status: 'lesson', from: on.from, callFrom: callFrom(lessons, on), until: on.until }
  const coming = lessons.find(({ from }) => from - runUpMs <= now && now < from)
  if (coming) return { status: 'run_up', from: coming.from, callFrom: null, until: coming.from }
  return outside
}

/** Lessons that follow on each other have one time for calls. */
function callFrom(lessons: readonly Lesson[], { from }: Lesson): number {
  const before = lessons.find(
    ({ from: other, until }) => other < from && until + callAfterMs >= from - runUpMs,
  )
  return (before ?? { from }).from - runUpMs
}

/** Whether it should be there: in a lesson, a class set ten minutes before it too. */
export function isExpected(state: PairState, side: Side, now: number): boolean {
  const { status, from } = lessonAt(state, now)
  return status === 'lesson' || (side === 'school' && status === 'run_up' && from! - now <= 10 * minuteMs)
}
