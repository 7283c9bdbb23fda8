import { useState } from 'react'
import type { SetRow } from '../../overview/sets/api.ts'
import type { Loaded } from './pages.ts'

/** The list with the order held while a hand is on it: values are the newest, places stay. */
export function useHeldRows(loaded: Loaded, held: boolean) {
  const [order, setOrder] = useState(loaded)
  const keeps = held && order.of === loaded.of
  if (!keeps && order !== loaded) setOrder(loaded)
  const release = () => setOrder(loaded)
  if (!keeps) return { rows: loaded.rows, changes: 0, release }
  return { ...inOrder(order.rows, loaded.rows), release }
}

/** Rows where the first list has them, with what the second says of them; and how many stand elsewhere in it. */
export function inOrder(order: ReadonlyMap<number, SetRow>, newest: ReadonlyMap<number, SetRow>) {
  const byLabel = new Map([...newest.values()].map(row => [row.label, row]))
  const rows = new Map<number, SetRow>(newest)
  let changes = 0
  for (const [place, old] of order) {
    const there = newest.get(place)
    if (!there) continue
    if (there.label !== old.label) changes++
    rows.set(place, byLabel.get(old.label) ?? old)
  }
  return { rows, changes }
}
