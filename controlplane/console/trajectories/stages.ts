import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { type MilestoneName, type MilestoneSide, milestones } from '../../trajectories/milestone/rules.ts'

export const stageNames = [
  'request',
  'assessment',
  'agreement',
  'preparation',
  'delivery',
  'start',
  'end',
] as const
export type StageName = (typeof stageNames)[number]

/** `instead`: what comes about when it goes otherwise; of it no stage is made. */
const content: Record<StageName, { steps: readonly MilestoneName[]; instead: readonly MilestoneName[] }> = {
  request: { steps: ['requested', 'first_contact'], instead: [] },
  assessment: {
    steps: ['formal_ok', 'substantive_ok'],
    instead: ['formal_refused', 'substantive_refused'],
  },
  agreement: { steps: ['agreement'], instead: ['withdrawn'] },
  preparation: {
    steps: ['introduction', 'network_test_ok', 'network_agreement', 'timetable_known', 'ready_for_set'],
    instead: [],
  },
  delivery: { steps: ['assigned', 'delivered', 'installed'], instead: [] },
  start: { steps: ['first_lesson'], instead: [] },
  end: { steps: ['stop_decided', 'last_lesson', 'returned', 'evaluation_asked', 'closed'], instead: [] },
}

/** `waited`: the phase waits for it. */
type StepState = 'done' | 'waited' | 'open'
export type Step = {
  name: MilestoneName
  side: MilestoneSide | null
  /** In which lane it lies; null: in both. */
  lane: 'home' | 'school' | null
  day: string | null
  state: StepState
}
/** One row of the lanes: a step of each side, or one of both. */
export type Row = { name: MilestoneName; steps: Step[] }
export type Stage = {
  name: StageName
  rows: Row[]
  instead: Step[]
  done: number
  all: number
  /** The last day of its steps, once all are done. */
  day: string | null
  isCurrent: boolean
}

/** The milestones of a trajectory as its stages, in their order. */
export function stagesOf({
  milestones: known,
  open,
}: Pick<TrajectoryDetail, 'milestones' | 'open'>): Stage[] {
  const stepOf = (name: MilestoneName, side: MilestoneSide | null): Step => {
    const same = (other: { name: MilestoneName; side: MilestoneSide | null }) =>
      other.name === name && other.side === side
    const day = known.find(same)?.day ?? null
    const state = day !== null ? 'done' : open.some(same) ? 'waited' : 'open'
    return { name, side, lane: side === 'family' ? 'home' : side, day, state }
  }
  const stepsOf = (name: MilestoneName) => {
    const sides: readonly MilestoneSide[] = milestones[name]
    return sides.length === 0 ? [stepOf(name, null)] : sides.map(side => stepOf(name, side))
  }
  return stageNames.map(stage => {
    const rows = content[stage].steps.map(name => ({ name, steps: stepsOf(name) }))
    const steps = rows.flatMap(row => row.steps)
    const instead = content[stage].instead.flatMap(stepsOf)
    const days = steps.flatMap(({ day }) => (day === null ? [] : [day])).toSorted()
    const isDone = days.length === steps.length
    return {
      name: stage,
      rows,
      instead,
      done: days.length,
      all: steps.length,
      day: isDone ? (days.at(-1) ?? null) : null,
      isCurrent: steps.some(({ state }) => state === 'waited') || instead.some(({ day }) => day !== null),
    }
  })
}

/** The id of what changes a step, so that the focus finds it again. */
export function stepId({ name, side }: Pick<Step, 'name' | 'side'>): string {
  return `step-${name}${side === null ? '' : `-${side}`}`
}
