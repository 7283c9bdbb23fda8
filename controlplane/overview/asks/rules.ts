import type { FaultSide, PairVerdict } from '../../calls/pair/rules.ts'
import type { Symptom } from '../../tickets/symptom/rules.ts'
import {
  aroundLesson,
  type JudgedPair,
  pairTroubles,
  type SideKind,
  sideKinds,
  type Trouble,
} from '../rules.ts'

/** What is said of a pair in its lesson, the side at fault (null: none), and since when; ms since 1970 UTC. */
export type Said = { verdict: PairVerdict; side: FaultSide | null; since: number }
/** `verdict` null or left out: nothing is said, and its links alone tell. `ticket`: the most urgent one of the pair. */
export type AskingPair = JudgedPair & { verdict?: Said | null; ticket?: { symptom: Symptom } }

/** How soon a person must look. */
export type Urgency = 'now' | 'soon'

/** Whether a child waits for its class by what is said. */
export function isWaiting({ verdict }: Pick<Said, 'verdict'>): boolean {
  return verdict === 'child_waits' || verdict === 'child_waits_class_gone'
}

/** Whether a child waits for its class: in a lesson by its verdict; else it says "ik ben er" and the class is not there. */
export function childWaits(pair: AskingPair): boolean {
  const said = saidInLesson(pair)
  if (said) return isWaiting(said)
  const { lesson, school, isHere } = pair
  return isHere === true && lesson !== null && lesson.status !== 'outside' && school?.presence !== 'online'
}

/**
 * How soon a person must look at a pair; undefined: not. In a lesson its verdict tells, and what does not work of its
 * parts; within ten minutes before one anything that is wrong asks now. `at`: ms since 1970 UTC.
 */
export function urgencyOf(pair: AskingPair, at: number): Urgency | undefined {
  const wrong = pairTroubles(pair, at)
  const said = saidInLesson(pair)
  if (said) return urgencyInLesson(said, wrong, pair.ticket)
  if (childWaits(pair)) return 'now'
  if (wrong.home.length + wrong.school.length === 0) return undefined
  return aroundLesson(pair.lesson, at).isNear ? 'now' : 'soon'
}

/** Whether a pair asks for a person now. */
export function asksForPerson(pair: AskingPair, at: number): boolean {
  return urgencyOf(pair, at) === 'now'
}

/** What is said of it, while it is in a lesson. */
export function saidInLesson({ lesson, verdict }: AskingPair): Said | null {
  return lesson?.status === 'lesson' ? (verdict ?? null) : null
}

/** A lesson that may not be given is a question to the school once that has lasted, and then it has a ticket. */
function urgencyInLesson(
  said: Said,
  wrong: Record<SideKind, readonly Trouble[]>,
  ticket: AskingPair['ticket'],
): Urgency | undefined {
  const found = sideKinds.flatMap(kind => wrong[kind].map(trouble => urgencyOfTrouble(trouble, kind, said)))
  if (isWaiting(said) || found.includes('now')) return 'now'
  const isAsked = said.verdict === 'no_lesson' && ticket?.symptom === 'no_lesson'
  const isSoon = said.verdict === 'lesson_poor' || said.verdict === 'class_waits' || isAsked
  return isSoon || found.includes('soon') ? 'soon' : undefined
}

/** A set that is switched off is missed by nobody as long as nobody waits for it; these are not as they should be. */
const neverRight: readonly Trouble[] = ['lost', 'flapping', 'unheard', 'no_set']

/** How soon what is wrong with one side asks in a lesson, by what is said of the pair; undefined: not. */
export function urgencyOfTrouble(trouble: Trouble, kind: SideKind, said: Said): Urgency | undefined {
  if (trouble === 'sound') return 'now'
  if (trouble === 'camera') return kind === 'school' ? 'now' : 'soon'
  if (said.side === kind) return isWaiting(said) ? 'now' : 'soon'
  return neverRight.includes(trouble) ? 'soon' : undefined
}
