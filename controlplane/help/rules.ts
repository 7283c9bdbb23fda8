import type { HelpState } from '../../protocol/help.ts'

/** What becomes of somebody's asking for help, until a person closes it or it works again by itself. */
export const caseStates = ['waiting', 'seen', 'taken', 'closed', 'withdrawn'] as const
export type CaseState = (typeof caseStates)[number]

/** When what happened to a case; ms since 1970 UTC. */
export type KnownCase = {
  seenAt: number | null
  takenAt: number | null
  closedAt: number | null
  withdrawnAt: number | null
}

export function stateOf({ seenAt, takenAt, closedAt, withdrawnAt }: KnownCase): CaseState {
  if (closedAt !== null) return 'closed'
  if (withdrawnAt !== null) return 'withdrawn'
  if (takenAt !== null) return 'taken'
  return seenAt === null ? 'waiting' : 'seen'
}

/** What a person may do with a case. */
export const caseActs = ['see', 'take', 'give_back', 'close', 'reopen'] as const
export type CaseAct = (typeof caseActs)[number]

/** Every legal move of a person: from where. That it works again moves what nobody took to `withdrawn`, and that alone. */
const sources: Record<CaseAct, readonly CaseState[]> = {
  see: ['waiting'],
  take: ['waiting', 'seen'],
  give_back: ['taken'],
  close: ['waiting', 'seen', 'taken'],
  reopen: ['closed'],
}

/** Long enough to think better of it, and to say so over a slow line; ms. */
const reopenWithinMs = 60_000

/** Why a person may not do this with a case now; undefined: they may. `asksAgain`: the set asks for help anew since. */
export function whyNot(
  act: CaseAct,
  known: KnownCase,
  { now, asksAgain = false }: { now: number; asksAgain?: boolean },
): 'help_taken' | 'help_over' | 'help_not_taken' | 'help_open' | 'help_too_late' | undefined {
  const state = stateOf(known)
  if (act === 'reopen' && state === 'closed')
    return asksAgain || now - known.closedAt! > reopenWithinMs ? 'help_too_late' : undefined
  if (sources[act].includes(state)) return undefined
  if (state === 'closed' || state === 'withdrawn') return 'help_over'
  if (act === 'reopen') return 'help_open'
  return act === 'give_back' ? 'help_not_taken' : 'help_taken'
}

/** What it was, in the words of who closed it: a closed list, so that nothing about a child is written down here. */
export const helpOutcomes = ['solved', 'not_needed', 'other'] as const
export type HelpOutcome = (typeof helpOutcomes)[number]

/** What a set is told of its press; undefined: it said itself that it works again. */
export function toldOf(state: CaseState): HelpState | undefined {
  return told[state]
}

const told: Record<CaseState, HelpState | undefined> = {
  waiting: 'arrived',
  seen: 'seen',
  taken: 'taken',
  closed: 'closed',
  withdrawn: undefined,
}

/** So long a press is forgotten after it came; days. */
export const helpDays = 90
