import type { TicketRow } from '../../tickets/api.ts'
import type { Cause, FixedBy, Solution } from '../../tickets/rules.ts'
import type { Symptom } from '../../tickets/symptom/rules.ts'

export type Solved = { cause: Cause; solution: Solution; fixedBy: FixedBy }

const causeOf: { readonly [Name in Symptom]?: Cause } = {
  camera: 'camera',
  webcam: 'camera',
  sound: 'sound',
  battery: 'power',
  school_lost: 'network_school',
  child_waits_class_gone: 'network_school',
  home_lost: 'network_home',
  weak_wifi: 'network_home',
  disk: 'software',
  overload: 'software',
  restarts: 'software',
  certificate: 'software',
  clock: 'software',
  storm_platform: 'platform',
  housekeeping: 'platform',
  rule_failed: 'platform',
  no_lesson: 'lesson_not_held',
  class_waits: 'lesson_not_held',
}

type Seen = Pick<TicketRow, 'symptom' | 'picture' | 'side' | 'healedAt'>

/** What it most likely was, so that who resolves it only changes what was otherwise. */
export function likely({ symptom, picture, side, healedAt }: Seen): Solved {
  const cause = causeOf[symptom] ?? ofPicture(picture) ?? ofSide(symptom, side)
  if (cause === 'lesson_not_held') return { cause, solution: 'nothing_needed', fixedBy: 'itself' }
  if (healedAt !== null) return { cause, solution: 'nothing_needed', fixedBy: 'itself' }
  return { cause, solution: 'restarted', fixedBy: 'user' }
}

function ofPicture(picture: Seen['picture']): Cause | undefined {
  if (picture === 'hear') return 'sound'
  return picture === 'see' ? 'camera' : undefined
}

/** A link that is wrong lies with the network of its side. */
function ofSide(symptom: Symptom, side: Seen['side']): Cause {
  const isLink = symptom === 'flapping' || symptom === 'poor_line' || symptom === 'mqtt_blocked'
  if (!isLink || side === null) return 'unknown'
  return side === 'home' ? 'network_home' : 'network_school'
}
