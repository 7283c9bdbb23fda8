import type { RuleName } from '../rules.ts'

/** What is kept that a rule may be played again on. */
export type Source = 'facts' | 'reports' | 'checks' | 'starts' | 'help' | 'devices'

const ofPairs: readonly Source[] = ['facts', 'reports', 'help']
/** Beside when each set was there, what each rule looks at; null: too little is kept to say what it would have done. */
const sourcesOf: Record<RuleName, readonly Source[] | null> = {
  child_waits: ofPairs,
  class_waits: ofPairs,
  lesson_poor: ofPairs,
  no_lesson: ofPairs,
  school_lost: [],
  home_lost: [],
  not_ready: ['checks'],
  camera: ['facts'],
  webcam: ['facts'],
  sound: ['facts'],
  poor_line: ['facts', 'reports'],
  weak_wifi: ['facts', 'reports'],
  battery: ['facts', 'reports'],
  disk: ['facts', 'reports'],
  overload: ['facts', 'reports'],
  restarts: ['starts'],
  certificate: ['devices'],
  clock: ['facts', 'reports'],
  help: ofPairs,
  flapping: [],
  mqtt_blocked: [],
  clone: ['devices'],
  storm_location: null,
  storm_provider: null,
  storm_platform: null,
  housekeeping: null,
}

/** Whether it can be asked what a rule would have done: of storms and of our own housekeeping too little is kept. */
export function canReplay(rule: RuleName): boolean {
  return sourcesOf[rule] !== null
}

export function sourcesFor(rule: RuleName): readonly Source[] {
  return sourcesOf[rule] ?? []
}
