import type { Family, Priority, Symptom } from '../../tickets/symptom/rules.ts'
import type { Column } from '../rules.ts'

/** What people see: the signals of one subject and family, as one. Resolved ones are kept for a while, to come back. */
export const incidentStates = ['open', 'acknowledged', 'resolved'] as const
export type IncidentState = (typeof incidentStates)[number]

/** Why an incident has its ticket, or why it has none. */
export const ticketReasons = [
  'ticket',
  'signal_only',
  'unknown',
  'suppressed',
  'grace',
  'muted',
  'maintenance',
  'absent',
  'ended',
] as const
export type TicketReason = (typeof ticketReasons)[number]

/** Instants in ms since 1970 UTC. `id`: undefined until it is written down. */
export type Incident = {
  readonly id: string | undefined
  readonly state: IncidentState
  readonly openedAt: number
  readonly resolvedAt: number | null
  /** Until when somebody looks at it; null: nobody said so. */
  readonly acknowledgedUntil: number | null
  readonly mutedUntil: number | null
  /** Nobody is called for it until it was well once. */
  readonly isMutedUntilHealed: boolean
  /** It began inside maintenance, and is over with it. */
  readonly isMaintenance: boolean
  /** The group key of the storm that it is part of. */
  readonly suppressedBy: string | null
  readonly severity: Priority | null
  readonly symptom: Symptom
  readonly hasTicket: boolean
  readonly reopened: number
  readonly reason: TicketReason
}

/** A signal as its incident sees it. */
export type Member = {
  readonly isActive: boolean
  /** Active, clearing, or not known any more. */
  readonly isLive: boolean
  /** Became active, or came back, at this look. */
  readonly isNew: boolean
  /** How urgent it is now; null: nobody is called for it. */
  readonly priority: Priority | null
  readonly symptom: Symptom
  readonly family: Family
  readonly since: number
}

/** A storm over the subject: it explains what its sets say. `resolvedAt` null: it is on. */
export type Parent = { readonly key: string; readonly since: number; readonly resolvedAt: number | null }

export type IncidentSight = {
  readonly members: readonly Member[]
  readonly column: Column | undefined
  readonly parents: readonly Parent[]
  readonly isMaintenance: boolean
  readonly now: number
}

export const incidentMoves = [
  'opened',
  'reopened',
  'joined',
  'expired',
  'resolved',
  'raised',
  'decided',
] as const
export type IncidentMove = (typeof incidentMoves)[number]

const minuteMs = 60_000
/** What comes back within this is the same matter. */
const reopenWithinMs: Readonly<Record<Column, number>> = {
  lesson: 30 * minuteMs,
  run_up: 30 * minuteMs,
  otherwise: 240 * minuteMs,
}
/** After a storm its sets have this long to come back by themselves. */
export const graceMs = 10 * minuteMs

export type NextIncident = {
  incident: Incident | undefined
  moves: IncidentMove[]
  dueAt: number | undefined
}

/** What becomes of the incident of a group by its signals now; undefined: there is none, and none is needed. */
export function nextIncident(held: Incident | undefined, sight: IncidentSight): NextIncident {
  const { members, now } = sight
  const isLive = members.some(member => member.isLive)
  const begun = begin(held, sight)
  if (begun === undefined) return { incident: held, moves: [], dueAt: undefined }
  const { moves } = begun
  let { incident } = begun
  if (!isLive) {
    // Nothing is seen of it any more: what it was seen of is not there.
    const reason = members.length === 0 && incident.state !== 'resolved' ? 'ended' : incident.reason
    const healed = { ...incident, reason, isMutedUntilHealed: false }
    if (incident.state === 'resolved') return { incident: healed, moves, dueAt: undefined }
    return {
      incident: { ...healed, state: 'resolved', resolvedAt: now },
      moves: [...moves, 'resolved'],
      dueAt: undefined,
    }
  }
  // A person said that it is over, and will not hear of it until it is.
  if (incident.state === 'resolved') return { incident, moves, dueAt: undefined }
  if (incident.state === 'acknowledged') {
    const isExpired = (incident.acknowledgedUntil ?? 0) <= now
    if (isExpired || members.some(({ isNew }) => isNew)) {
      incident = { ...incident, state: 'open', acknowledgedUntil: null }
      moves.push(isExpired ? 'expired' : 'joined')
    }
  }
  const decided = decide(incident, sight)
  if (decided.incident.reason !== incident.reason) moves.push('decided')
  if (isRaised(incident.severity, decided.incident.severity) && !moves.includes('opened'))
    moves.push('raised')
  return { incident: decided.incident, moves, dueAt: decided.dueAt }
}

/** More urgent is lower. */
function isRaised(was: Priority | null, is: Priority | null): boolean {
  return is !== null && (was === null || is < was)
}

/** One that lives goes on, one that just ended comes back, else a new one begins; undefined: nothing fired. */
function begin(
  held: Incident | undefined,
  { members, column, isMaintenance, now }: IncidentSight,
): { incident: Incident; moves: IncidentMove[] } | undefined {
  if (held !== undefined && (held.state !== 'resolved' || held.isMutedUntilHealed))
    return { incident: held, moves: [] }
  const fired = members.filter(({ isActive }) => isActive)
  const [first] = fired.toSorted((a, b) => a.since - b.since)
  if (first === undefined) return held && { incident: held, moves: [] }
  const within = reopenWithinMs[column ?? 'otherwise']
  if (held?.resolvedAt != null && now - held.resolvedAt <= within) {
    const reopened = { state: 'open', resolvedAt: null, severity: null, hasTicket: false } as const
    return {
      incident: { ...held, ...reopened, reopened: held.reopened + 1, reason: 'signal_only' },
      moves: ['reopened'],
    }
  }
  const incident: Incident = {
    id: undefined,
    state: 'open',
    openedAt: first.since,
    resolvedAt: null,
    acknowledgedUntil: null,
    mutedUntil: null,
    isMutedUntilHealed: false,
    isMaintenance,
    suppressedBy: null,
    severity: null,
    symptom: first.symptom,
    hasTicket: false,
    reopened: 0,
    reason: 'signal_only',
  }
  return { incident, moves: ['opened'] }
}

/** How urgent it is, and whether somebody is called for it. What keeps a ticket from being made ends none. */
function decide(held: Incident, sight: IncidentSight): { incident: Incident; dueAt: number | undefined } {
  const active = sight.members.filter(({ isActive }) => isActive)
  const urgent = active
    .filter(({ priority }) => priority !== null)
    .toSorted((a, b) => a.priority! - b.priority! || a.since - b.since)[0]
  const severity = urgent?.priority ?? null
  const symptom = urgent?.symptom ?? held.symptom
  const parent = sight.parents.find(({ resolvedAt }) => resolvedAt === null)
  const suppressedBy = parent?.key ?? null
  const { reason, dueAt } = held.hasTicket
    ? { reason: 'ticket' as const, dueAt: undefined }
    : reasonOf({ ...held, severity }, active.length > 0, sight)
  const incident = {
    ...held,
    severity: lower(held, severity),
    symptom,
    suppressedBy,
    reason,
    hasTicket: reason === 'ticket',
  }
  return { incident, dueAt: earliest(dueAt, held.acknowledgedUntil) }
}

/** While it has a ticket it is as urgent as it ever was: only a person lowers it. */
function lower({ hasTicket, severity }: Incident, now: Priority | null): Priority | null {
  return hasTicket && severity !== null && (now === null || severity < now) ? severity : now
}

function reasonOf(
  { severity, mutedUntil, isMutedUntilHealed, isMaintenance }: Incident,
  isActive: boolean,
  { column, parents, now, isMaintenance: isMaintenanceOn }: IncidentSight,
): { reason: TicketReason; dueAt?: number | undefined } {
  if (!isActive) return { reason: 'unknown' }
  if (severity === null) return { reason: column === undefined ? 'absent' : 'signal_only' }
  if (parents.some(({ resolvedAt }) => resolvedAt === null)) return { reason: 'suppressed' }
  const graceUntil = Math.max(0, ...parents.map(({ resolvedAt }) => (resolvedAt ?? 0) + graceMs))
  if (graceUntil > now) return { reason: 'grace', dueAt: graceUntil }
  if (isMutedUntilHealed) return { reason: 'muted' }
  if (mutedUntil !== null && mutedUntil > now) return { reason: 'muted', dueAt: mutedUntil }
  if (isMaintenance && isMaintenanceOn) return { reason: 'maintenance' }
  return { reason: 'ticket' }
}

function earliest(...moments: (number | null | undefined)[]): number | undefined {
  const known = moments.filter(moment => typeof moment === 'number')
  return known.length > 0 ? Math.min(...known) : undefined
}
