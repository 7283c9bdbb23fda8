import type { Day } from '../../calendar/day/rules.ts'
import { type MilestoneName, type MilestoneSide, milestones, type Phase, phases } from '../milestone/rules.ts'

export type Milestone = { name: MilestoneName; side: MilestoneSide | null; day: Day }
export type Pause = { fromDay: Day; untilDay: Day | null }
export type OpenMilestone = Pick<Milestone, 'name' | 'side'>

/** A day, or so many working days after one. */
export type PhaseDeadline = { from: Day; workingDays: number } | { day: Day }

/** `open`: the milestones that the phase waits for, in their order. */
export type JudgedPhase = { phase: Phase; deadline: PhaseDeadline | null; open: OpenMilestone[] }

/** Both contacts are made this many working days after the request (fact). */
const contactWorkingDays = 5
/** Proposal. */
const assessmentWorkingDays = 10
/** For each side (fact). */
const agreementWorkingDays = 5
/** Proposal: from the assignment of the later set until both are installed. */
const deliveryWorkingDays = 10
/** Use starts within two weeks after delivery (fact). */
const startWithinDays = 14
/** Use is looked at every four weeks (fact). */
const useCheckedDays = 28
/** Proposal: from the decision to stop until the sets are asked back. */
const closingWorkingDays = 20
/** After these a return is overdue. */
const returnWorkingDays = 10

const dayMs = 86_400_000
const bothSides = ['home', 'school'] as const

type Known = {
  /** The day of a milestone; undefined: it is open. */
  on(name: MilestoneName, side?: MilestoneSide): Day | undefined
  /** Whether it is there for every side it is asked of. */
  has(name: MilestoneName): boolean
  /** The last of these days; undefined: none is known. */
  last(...names: MilestoneName[]): Day | undefined
  /** Those of these that are not there. */
  open(...names: MilestoneName[]): OpenMilestone[]
  /** The end of the pause that holds today, null: nobody knows; undefined: there is none. */
  pausedUntil: Day | null | undefined
  /** Before both agreements; later a withdrawal is a decision to stop. */
  isWithdrawn: boolean
  isStopped: boolean
  today: Day
}

/**
 * Where a trajectory is, by when that must be over, and what it waits for. `today`: the day in Brussels. The last phase
 * of the list that holds is the one; without any milestone it is a request.
 */
export function judgePhase(
  trajectory: { milestones: readonly Milestone[]; pauses: readonly Pause[] },
  today: Day,
): JudgedPhase {
  const known = know(trajectory, today)
  const phase = phases.findLast(one => holds[one](known)) ?? 'request'
  return { phase, deadline: deadlines[phase](known), open: waitsFor[phase](known) }
}

const holds: Record<Phase, (known: Known) => boolean> = {
  request: () => true,
  assessment: ({ has }) => has('first_contact'),
  agreement: isApproved,
  preparation: ({ has }) => has('agreement'),
  waiting: ({ has }) => has('ready_for_set'),
  delivery: ({ has }) => has('assigned'),
  start_up: ({ has }) => has('installed'),
  live: ({ has }) => has('first_lesson'),
  paused: ({ pausedUntil }) => pausedUntil !== undefined,
  closing: isEnding,
  returning: known => isOver(known) && outside(known).length > 0,
  closed: known => isEnding(known) && outside(known).length === 0 && known.has('evaluation_asked'),
  refused: ({ has }) => has('formal_refused') || has('substantive_refused'),
  withdrawn: ({ isWithdrawn }) => isWithdrawn,
}

const deadlines: Record<Phase, (known: Known) => PhaseDeadline | null> = {
  request: ({ last }) => after(last('requested'), contactWorkingDays),
  assessment: ({ last }) => after(last('first_contact'), assessmentWorkingDays),
  agreement: ({ last }) => after(last('formal_ok', 'substantive_ok'), agreementWorkingDays),
  preparation: () => null,
  waiting: () => null,
  delivery: ({ last }) => after(last('assigned'), deliveryWorkingDays),
  start_up: ({ last }) => onDay(addDays(last('delivered') ?? last('installed'), startWithinDays)),
  live: ({ on, today }) => onDay(nextCheck(on('first_lesson'), today)),
  paused: ({ pausedUntil }) => onDay(pausedUntil ?? undefined),
  closing: ({ on, last }) =>
    after(on('stop_decided') ?? last('withdrawn', 'last_lesson'), closingWorkingDays),
  returning: ({ on, last }) =>
    after(on('last_lesson') ?? last('stop_decided', 'withdrawn'), returnWorkingDays),
  closed: () => null,
  refused: () => null,
  withdrawn: () => null,
}

const waitsFor: Record<Phase, (known: Known) => OpenMilestone[]> = {
  request: ({ open }) => open('requested', 'first_contact'),
  assessment: ({ open }) => open('formal_ok', 'substantive_ok'),
  agreement: ({ open }) => open('agreement'),
  preparation({ open }) {
    const items = open('introduction', 'network_test_ok', 'network_agreement', 'timetable_known')
    return items.length > 0 ? items : open('ready_for_set')
  },
  waiting: ({ open }) => open('assigned'),
  delivery: ({ open }) => open('delivered', 'installed'),
  start_up: ({ open }) => open('first_lesson'),
  live: () => [],
  paused: () => [],
  closing: known => (isOver(known) ? known.open('evaluation_asked') : known.open('last_lesson')),
  returning: known => [
    ...outside(known).map(side => ({ name: 'returned' as const, side })),
    ...known.open('evaluation_asked'),
  ],
  closed: ({ open }) => open('closed'),
  refused: () => [],
  withdrawn: () => [],
}

function know(trajectory: { milestones: readonly Milestone[]; pauses: readonly Pause[] }, today: Day): Known {
  const days = new Map<string, Day>()
  for (const { name, side, day } of trajectory.milestones)
    days.set(side === null ? name : `${name} ${side}`, day)
  const on: Known['on'] = (name, side) => days.get(side === undefined ? name : `${name} ${side}`)
  const asked = (name: MilestoneName): readonly (MilestoneSide | undefined)[] =>
    milestones[name].length === 0 ? [undefined] : milestones[name]
  const has: Known['has'] = name => asked(name).every(side => on(name, side) !== undefined)
  return {
    on,
    has,
    last: (...names) =>
      names
        .flatMap(name => asked(name).map(side => on(name, side)))
        .filter(day => day !== undefined)
        .sort()
        .at(-1),
    open: (...names) =>
      names.flatMap(name =>
        asked(name)
          .filter(side => on(name, side) === undefined)
          .map(side => ({ name, side: side ?? null })),
      ),
    pausedUntil: endOfPause(trajectory.pauses, today),
    isWithdrawn: has('withdrawn') && !has('agreement'),
    isStopped: has('stop_decided') || (has('withdrawn') && has('agreement')),
    today,
  }
}

function isApproved({ has }: Known): boolean {
  return has('formal_ok') && has('substantive_ok')
}

/** It stops, or its lessons are over, and it is not closed. */
function isEnding({ isStopped, has }: Known): boolean {
  return isStopped || has('last_lesson')
}

/** No lesson is to come. */
function isOver({ isStopped, has }: Known): boolean {
  return has('last_lesson') || (isStopped && !has('first_lesson'))
}

/** The sides whose set was delivered and has not come back. */
function outside({ on }: Known): ('home' | 'school')[] {
  return bothSides.filter(side => on('delivered', side) !== undefined && on('returned', side) === undefined)
}

function endOfPause(pauses: readonly Pause[], today: Day): Day | null | undefined {
  const here = pauses.filter(one => one.fromDay <= today && (one.untilDay === null || today <= one.untilDay))
  if (here.length === 0) return undefined
  const ends = here.map(({ untilDay }) => untilDay)
  return ends.some(end => end === null) ? null : ends.sort().at(-1)!
}

function after(from: Day | undefined, workingDays: number): PhaseDeadline | null {
  return from === undefined ? null : { from, workingDays }
}

function onDay(day: Day | undefined): PhaseDeadline | null {
  return day === undefined ? null : { day }
}

function addDays(day: Day | undefined, days: number): Day | undefined {
  return day === undefined ? undefined : new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** The next turn of the check of use that is not before today. */
function nextCheck(first: Day | undefined, today: Day): Day | undefined {
  if (first === undefined) return undefined
  const passed = Math.max(0, (Date.parse(today) - Date.parse(first)) / dayMs)
  return addDays(first, useCheckedDays * Math.max(1, Math.ceil(passed / useCheckedDays)))
}
