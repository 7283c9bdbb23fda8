/** Of whom a milestone is asked: of both sides one each, of family and school, or once. */
type Sides = readonly ('home' | 'school' | 'family')[]

/** What comes about in a trajectory, in the order in which it usually does; and for which sides apart. */
export const milestones = {
  requested: [],
  first_contact: ['family', 'school'],
  formal_ok: [],
  formal_refused: [],
  substantive_ok: [],
  substantive_refused: [],
  agreement: ['family', 'school'],
  introduction: ['home', 'school'],
  network_test_ok: ['home', 'school'],
  network_agreement: ['school'],
  timetable_known: [],
  ready_for_set: [],
  assigned: ['home', 'school'],
  delivered: ['home', 'school'],
  installed: ['home', 'school'],
  first_lesson: [],
  stop_decided: [],
  last_lesson: [],
  returned: ['home', 'school'],
  evaluation_asked: [],
  withdrawn: [],
  closed: [],
} as const satisfies Record<string, Sides>

export type MilestoneName = keyof typeof milestones
export type MilestoneSide = 'home' | 'school' | 'family'
export const milestoneNames = Object.keys(milestones) as MilestoneName[]
export const milestoneSides = ['home', 'school', 'family'] as const

/** Whether a milestone is asked of this side; null: of none apart. */
export function isAskedOf(name: MilestoneName, side: MilestoneSide | null): boolean {
  const sides: Sides = milestones[name]
  return side === null ? sides.length === 0 : sides.includes(side)
}

/** The phases of a trajectory, in their order; the last two are ends. */
export const phases = [
  'request',
  'assessment',
  'agreement',
  'preparation',
  'waiting',
  'delivery',
  'start_up',
  'live',
  'paused',
  'closing',
  'returning',
  'closed',
  'refused',
  'withdrawn',
] as const
export type Phase = (typeof phases)[number]
