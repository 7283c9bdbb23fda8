import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import type { Choosing, Column, Sorting } from './columns.ts'
import { TableHeading } from './TableHeading.tsx'
import { TableRow } from './TableRow.tsx'
import classes from './table.module.css'

const rowPx = 36
const overscanRows = 12
const selectTrack = '2.25rem'

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  /** By their place in the list; those that have not come yet are missing. */
  rows: ReadonlyMap<number, Row>
  total: number
  idOf: (row: Row) => string
  /** While another list is on its way. */
  isOld?: boolean
  /** Which places are in sight, so that their rows can be asked for: the one way of paging. */
  seen?: (first: number, last: number) => void
  sorting?: Sorting
  choosing?: Choosing
  /** The row that is shown beside the table. */
  chosen?: string | undefined
  /** What stands open below a row; undefined: nothing. */
  below?: (row: Row) => ReactNode
}

/** Rows of one height in a frame of their own, of which only those in sight are drawn. */
export function Table<Row>({ label, columns, rows, total, idOf, isOld = false, ...more }: Props<Row>) {
  const scroller = useRef<HTMLElement>(null)
  const { seen, sorting, choosing, chosen, below } = more
  const virtual = useVirtualizer<HTMLElement, Element>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: overscanRows,
    onChange: ({ range }) => range && seen?.(range.startIndex, range.endIndex),
  })
  useRowPresses(scroller)
  const items = virtual.getVirtualItems()
  const tracks = [...(choosing ? [selectTrack] : []), ...columns.map(({ width }) => width)].join(' ')
  const drawn = items.flatMap(({ index }) => rows.get(index) ?? []).map(idOf)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label={label}>
      <table
        aria-label={label}
        aria-rowcount={total + 1}
        aria-busy={isOld}
        className={classes.table}
        data-old={isOld}
        style={{ '--columns': tracks } as CSSProperties}
      >
        <TableHeading columns={columns} drawn={drawn} sorting={sorting} choosing={choosing} />
        <tbody className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ key, index, start }) => {
            const row = rows.get(index)
            const id = row && idOf(row)
            return (
              <TableRow
                key={key}
                measure={virtual.measureElement}
                place={{ index, start }}
                columns={columns}
                row={row}
                id={id}
                choosing={choosing}
                isChosen={id !== undefined && (id === chosen || choosing?.isChosen(id) === true)}
                below={row && below?.(row)}
              />
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

const own = 'a, button, input, label, select'

/** A press anywhere on a row is a press on what opens it. */
function useRowPresses(scroller: { current: HTMLElement | null }) {
  useEffect(() => {
    const element = scroller.current
    const press = (event: MouseEvent) => {
      const { target } = event
      if (!(target instanceof Element) || target.closest(own) || getSelection()?.isCollapsed === false) return
      const opens = target.closest('tbody tr')?.querySelector('a[data-row]')
      opens?.dispatchEvent(new MouseEvent('click', event))
    }
    element?.addEventListener('click', press)
    return () => element?.removeEventListener('click', press)
  }, [scroller])
}
