import type { TicketRow } from '../../../tickets/api.ts'
import type { KnownTicket } from '../../../tickets/rules.ts'

/** What the rules that decide whether a ticket may move know of one. `lostMinutes` null: not counted yet. */
export function knownOf(row: TicketRow, lostMinutes: number | null = null): KnownTicket {
  const { no, state, priority, owner, firstActionAt: actedAt, trajectory, place } = row
  const isOfChildren = trajectory !== null || place !== null
  return { no, state, priority, owner: owner?.account ?? null, actedAt, isOfChildren, lostMinutes }
}
