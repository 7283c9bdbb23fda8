import type { Priority } from './symptom/rules.ts'

/** How far a ticket is. */
export const ticketStates = [
  'new',
  'open',
  'waiting_user',
  'waiting_third_party',
  'planned',
  'resolved',
  'closed',
  'merged',
  'cancelled',
] as const
export type TicketState = (typeof ticketStates)[number]

/** Nothing of the same trouble may open another one beside it. */
export const liveStates = [
  'new',
  'open',
  'waiting_user',
  'waiting_third_party',
  'planned',
  'resolved',
] as const satisfies readonly TicketState[]
export function isLive(state: TicketState): boolean {
  return (liveStates as readonly TicketState[]).includes(state)
}

/** Somebody still has to do something for it. */
export const askingStates = [
  'new',
  'open',
  'waiting_user',
  'waiting_third_party',
  'planned',
] as const satisfies readonly TicketState[]

/** Who moves it: a person of the helpdesk, what happens by itself, or school or family through a link. */
const actors = ['helpdesk', 'system', 'school', 'family'] as const
export type TicketActor = (typeof actors)[number]

type Move = { readonly from: readonly TicketState[]; readonly who: readonly TicketActor[] }

const waiting = ['waiting_user', 'waiting_third_party', 'planned'] as const
const unsolved = ['new', 'open', 'waiting_user', 'waiting_third_party'] as const

/** Every legal move: from where, and by whom. Guards stand in `whyNotMove`. */
export const moves = {
  claim: { from: ['new'], who: ['helpdesk'] },
  release: { from: ['open'], who: ['helpdesk', 'system'] },
  ask: { from: ['open'], who: ['helpdesk'] },
  wait: { from: ['open'], who: ['helpdesk'] },
  plan: { from: ['open'], who: ['helpdesk'] },
  /** An answer came, the date was reached, or it fires again. */
  answer: { from: waiting, who: ['helpdesk', 'system', 'school', 'family'] },
  resolve: { from: unsolved, who: ['helpdesk'] },
  /** It works again by itself, and no person touched it. */
  auto_resolve: { from: ['new'], who: ['system'] },
  close: { from: ['resolved'], who: ['helpdesk', 'family', 'school', 'system'] },
  reopen: { from: ['resolved', 'closed'], who: ['helpdesk', 'system', 'school', 'family'] },
  /** By itself what nobody touched goes into the ticket of the storm that explains it. */
  merge: { from: unsolved, who: ['helpdesk', 'system'] },
  cancel: { from: ['new'], who: ['helpdesk'] },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves
export const moveNames = Object.keys(moves) as MoveName[]

/** What decides whether a ticket may move; instants in ms since 1970 UTC. */
export type KnownTicket = {
  no: number
  state: TicketState
  priority: Priority
  owner: string | null
  /** A person did something with it. */
  actedAt: number | null
  /** It is about children whose lesson minutes can be counted. */
  isOfChildren: boolean
  lostMinutes: number | null
}

/** What else a move depends on; what is left out is not known yet, and decided when the move is made. */
export type MoveContext = {
  actor?: TicketActor
  /** ask, wait, plan, resolve: the account that does it. */
  by?: string
  now?: number
  /** plan: for when, and when the next lesson begins (null: none is known). */
  plannedFor?: number
  nextLesson?: number | null
  /** reopen: days of school since it was closed, and whether another ticket of its trouble is there. */
  schoolDays?: number
  isKeyTaken?: boolean
  /** merge: the ticket that it goes into. */
  into?: Pick<KnownTicket, 'no' | 'state'>
}

export type MoveRefusal =
  | 'ticket_taken'
  | 'ticket_over'
  | 'ticket_solved'
  | 'ticket_waits'
  | 'ticket_not_taken'
  | 'ticket_not_waiting'
  | 'ticket_not_solved'
  | 'ticket_touched'
  | 'not_theirs_to_move'
  | 'plan_past'
  | 'plan_too_late'
  | 'lost_unknown'
  | 'reopen_too_late'
  | 'key_taken'
  | 'merge_itself'
  | 'merge_into_over'

/** So many days of school after it was closed the same trouble is the same ticket. */
export const reopenSchoolDays = 5

/** Why a ticket may not move so now; undefined: it may. Server and screen both ask it. */
export function whyNotMove(
  ticket: KnownTicket,
  move: MoveName,
  context: MoveContext = {},
): MoveRefusal | undefined {
  const { from, who }: Move = moves[move]
  if (!who.includes(context.actor ?? 'helpdesk')) return 'not_theirs_to_move'
  if (!from.includes(ticket.state)) return whyNotFrom(ticket.state, move)
  return guards[move]?.(ticket, context)
}

function whyNotFrom(state: TicketState, move: MoveName): MoveRefusal {
  if (state === 'merged' || state === 'cancelled') return 'ticket_over'
  if (move === 'reopen' || move === 'close') return state === 'closed' ? 'ticket_over' : 'ticket_not_solved'
  if (state === 'closed') return 'ticket_over'
  if (state === 'resolved') return 'ticket_solved'
  if (move === 'answer') return 'ticket_not_waiting'
  if (state === 'new') return 'ticket_not_taken'
  if (state === 'open') return 'ticket_taken'
  return 'ticket_waits'
}

type Guard = (ticket: KnownTicket, context: MoveContext) => MoveRefusal | undefined

const guards: { readonly [Name in MoveName]?: Guard } = {
  auto_resolve: ({ actedAt }) => (actedAt === null ? undefined : 'ticket_touched'),
  plan(ticket, { plannedFor, nextLesson = null, now = 0 }) {
    if (plannedFor === undefined) return undefined
    if (plannedFor <= now) return 'plan_past'
    const isUrgent = ticket.priority <= 2
    return isUrgent && nextLesson !== null && plannedFor > nextLesson ? 'plan_too_late' : undefined
  },
  close({ priority, isOfChildren, lostMinutes }) {
    return priority === 1 && isOfChildren && lostMinutes === null ? 'lost_unknown' : undefined
  },
  reopen({ state }, { schoolDays = 0, isKeyTaken = false }) {
    if (isKeyTaken) return 'key_taken'
    return state === 'closed' && schoolDays > reopenSchoolDays ? 'reopen_too_late' : undefined
  },
  merge({ no }, { into }) {
    if (into === undefined) return undefined
    if (into.no === no) return 'merge_itself'
    return isLive(into.state) ? undefined : 'merge_into_over'
  },
}

/** What it was: closed lists, so that figures never lie in free text. */
export const causes = [
  'camera',
  'cable',
  'power',
  'network_school',
  'network_home',
  'sound',
  'software',
  'set_broken',
  'user',
  'lesson_not_held',
  'platform',
  'other_known',
  'unknown',
] as const
export type Cause = (typeof causes)[number]

/** What was done about it. */
export const solutions = [
  'restarted',
  'plugged_in',
  'settings_changed',
  'network_changed',
  'software_changed',
  'part_replaced',
  'set_replaced',
  'explained',
  'agreed',
  'nothing_needed',
] as const
export type Solution = (typeof solutions)[number]

/** By whom or how it was mended. */
export const fixers = ['remote', 'user', 'visit', 'swap', 'itself'] as const
export type FixedBy = (typeof fixers)[number]

/** Whom one waits for beside who uses the set. */
export const parties = ['school_ict', 'provider', 'maker', 'carrier', 'municipality', 'other'] as const
export type Party = (typeof parties)[number]

export const cancelReasons = ['prank', 'mistake', 'test'] as const
export type CancelReason = (typeof cancelReasons)[number]

/** Why something is less urgent than the rule said. */
export const lowerReasons = ['works_around', 'no_lesson', 'agreed', 'mistaken', 'known'] as const
export type LowerReason = (typeof lowerReasons)[number]
/** The system only raises a priority; a person may only lower it. */
export function whyNotLower(
  { state, priority }: Pick<KnownTicket, 'state' | 'priority'>,
  to: Priority,
): 'ticket_over' | 'not_lower' | undefined {
  if (!isLive(state)) return 'ticket_over'
  return to > priority ? undefined : 'not_lower'
}
