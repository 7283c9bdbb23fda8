import { useState } from 'react'
import { useHeld } from './useHeld.ts'

/** `of`: which list; another one keeps no order of this. */
type List<Row> = { of: string; rows: ReadonlyMap<number, Row> }

/**
 * A list with its order held while a hand is on it: values are the newest, places stay. `region` is where hands are felt.
 * `isUrgent`: a row that waits for no hand once it is new.
 */
export function useHeldRows<Row>(
  list: List<Row>,
  idOf: (row: Row) => string,
  isUrgent: (row: Row) => boolean = () => false,
) {
  const { held, region } = useHeld()
  const [order, setOrder] = useState(list)
  const keeps = held && order.of === list.of && !hasNew(order.rows, list.rows, idOf, isUrgent)
  if (!keeps && order !== list) setOrder(list)
  const release = () => setOrder(list)
  if (!keeps) return { rows: list.rows, changes: 0, release, region }
  return { ...inOrder(order.rows, list.rows, idOf), release, region }
}

/** Rows where the first list has them, with what the second says of them; and how many stand elsewhere in it. */
export function inOrder<Row>(
  order: ReadonlyMap<number, Row>,
  newest: ReadonlyMap<number, Row>,
  idOf: (row: Row) => string,
) {
  const byId = new Map([...newest.values()].map(row => [idOf(row), row]))
  const rows = new Map<number, Row>(newest)
  let changes = 0
  for (const [place, old] of order) {
    const there = newest.get(place)
    if (there === undefined) continue
    if (idOf(there) !== idOf(old)) changes++
    rows.set(place, byId.get(idOf(old)) ?? old)
  }
  return { rows, changes }
}

function hasNew<Row>(
  old: ReadonlyMap<number, Row>,
  newest: ReadonlyMap<number, Row>,
  idOf: (row: Row) => string,
  isUrgent: (row: Row) => boolean,
): boolean {
  const urgent = (rows: ReadonlyMap<number, Row>) => [...rows.values()].filter(isUrgent).map(idOf)
  const known = new Set(urgent(old))
  return urgent(newest).some(id => !known.has(id))
}
