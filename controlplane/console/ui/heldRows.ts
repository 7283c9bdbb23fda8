import { useState } from 'react'
import { useHeld } from './useHeld.ts'

/** `of`: which list; another one keeps no order of this. `rows`: by their place, as far as they have come. */
type List<Row> = { of: string; total: number; rows: ReadonlyMap<number, Row> }

/**
 * A list with its order held while a hand is on it: values are the newest, places stay. `region` is where hands are felt.
 * `isUrgent`: a row that waits for no hand once it is new, and comes to stand above all others.
 */
export function useHeldRows<Row>(
  list: List<Row>,
  idOf: (row: Row) => string,
  isUrgent: (row: Row) => boolean = () => false,
) {
  const { held, region } = useHeld()
  const [order, setOrder] = useState(list)
  const wanted = held && order.of === list.of ? withUrgent(order, list, idOf, isUrgent) : list
  if (wanted !== order) setOrder(wanted)
  const release = () => setOrder(list)
  if (wanted === list) return { rows: list.rows, total: list.total, changes: 0, release, region }
  return { ...inOrder(wanted.rows, list, idOf), release, region }
}

/**
 * Rows where the order has them, with what the list says of them now. What went stays where it was; what came stands
 * behind all others. `changes`: how many stand elsewhere in the list.
 */
export function inOrder<Row>(
  order: ReadonlyMap<number, Row>,
  { rows: newest, total: newestTotal }: Pick<List<Row>, 'rows' | 'total'>,
  idOf: (row: Row) => string,
) {
  const byId = new Map([...newest.values()].map(row => [idOf(row), row]))
  const rows = new Map<number, Row>()
  for (const [place, old] of order) rows.set(place, byId.get(idOf(old)) ?? old)
  const kept = new Set([...rows.values()].map(idOf))
  // Of a list that has come in part, what is not in it may only stand on another page.
  const isWhole = newest.size >= newestTotal
  const gone = isWhole ? [...kept].filter(id => !byId.has(id)).length : 0
  const total = Math.max(newestTotal + gone, order.size)
  const came = [...newest].filter(([, row]) => !kept.has(idOf(row)))
  const homeless = came.filter(([place, row]) => {
    if (rows.has(place)) return true
    rows.set(place, row)
    return false
  })
  for (let place = 0; homeless.length > 0 && place < total; place++)
    if (!rows.has(place)) rows.set(place, homeless.shift()![1])
  const isElsewhere = ([place, row]: [number, Row]) => {
    const there = newest.get(place)
    return there === undefined ? place >= newestTotal : idOf(there) !== idOf(row)
  }
  return { rows, total, changes: [...rows].filter(isElsewhere).length }
}

/** The order with what became urgent since then above all others; the same when nothing did. */
function withUrgent<Row>(
  order: List<Row>,
  newest: List<Row>,
  idOf: (row: Row) => string,
  isUrgent: (row: Row) => boolean,
): List<Row> {
  const known = new Set([...order.rows.values()].filter(isUrgent).map(idOf))
  const urgent = [...newest.rows.values()].filter(row => isUrgent(row) && !known.has(idOf(row)))
  if (urgent.length === 0) return order
  const ids = new Set(urgent.map(idOf))
  const rest = [...order.rows].filter(([, row]) => !ids.has(idOf(row)))
  const rows = new Map(urgent.map((row, place) => [place, row]))
  const before = (place: number) =>
    [...order.rows].filter(([at, row]) => at < place && ids.has(idOf(row))).length
  for (const [place, row] of rest) rows.set(place - before(place) + urgent.length, row)
  return { ...order, rows }
}
