import { useState } from 'react'
import type { TrajectoryRow } from '../../overview/trajectories/api.ts'

/** The rows with their order held while a hand is on them: what they say is the newest, their places stay. */
export function useHeldRows(rows: readonly TrajectoryRow[], of: string, held: boolean) {
  const [order, setOrder] = useState({ of, rows })
  const keeps = held && order.of === of
  if (!keeps && order.rows !== rows) setOrder({ of, rows })
  const release = () => setOrder({ of, rows })
  if (!keeps) return { rows, changes: 0, release }
  return { ...inOrder(order.rows, rows), release }
}

/** Rows in the order of the first list with what the second says of them; and how many stand elsewhere in it. */
function inOrder(order: readonly TrajectoryRow[], newest: readonly TrajectoryRow[]) {
  const byCode = new Map(newest.map(row => [row.code, row]))
  const changes = Math.max(
    order.filter(({ code }, place) => newest[place]?.code !== code).length,
    newest.length - order.length,
  )
  return { rows: order.map(row => byCode.get(row.code) ?? row), changes }
}
