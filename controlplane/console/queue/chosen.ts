import type { TicketRow } from '../../tickets/api.ts'
import { type MoveName, type MoveRefusal, whyNotMove } from '../../tickets/rules.ts'
import { knownOf } from '../parts/ticket/known.ts'

/** Tickets that are chosen, by number, as they were last seen; `last`: the one from which a range goes on. */
export type Chosen = { rows: ReadonlyMap<number, TicketRow>; last: number | undefined }

export const nothing: Chosen = { rows: new Map(), last: undefined }
/** More are not done in one go. */
export const chosenMax = 200

/** One more, or one less. With a range: all from the one before to this, as this becomes. */
export function toggled(chosen: Chosen, no: number, shown: readonly TicketRow[], isRange = false): Chosen {
  const isWanted = !chosen.rows.has(no)
  const [from, to] = [chosen.last, no].map(one => shown.findIndex(row => row.no === one)) as [number, number]
  const isSpan = isRange && from !== -1 && to !== -1
  const meant = isSpan
    ? shown.slice(Math.min(from, to), Math.max(from, to) + 1)
    : shown.filter(row => row.no === no)
  return { ...withAll(chosen, meant, isWanted), last: no }
}

/** With all of these in it, or none of them. */
export function withAll({ rows, last }: Chosen, meant: readonly TicketRow[], isWanted: boolean): Chosen {
  const next = new Map(rows)
  for (const row of meant)
    if (!isWanted) next.delete(row.no)
    else if (next.size < chosenMax) next.set(row.no, row)
  return { rows: next, last }
}

/** Each as the list shows it now; one that left the list stays as it was. */
export function newestOf({ rows }: Chosen, shown: ReadonlyMap<number, TicketRow>): TicketRow[] {
  const byNo = new Map([...shown.values()].map(row => [row.no, row]))
  return [...rows.values()].map(row => byNo.get(row.no) ?? row)
}

/** What is done with many at once, each as it is done with one. */
export const manyMoves = ['claim', 'plan', 'merge'] as const satisfies readonly MoveName[]
export type ManyMove = (typeof manyMoves)[number]

/** Why this one may not move so now, as far as the list knows. */
export function whyNotNow(row: TicketRow, move: ManyMove): MoveRefusal | undefined {
  return whyNotMove(knownOf(row), move)
}
