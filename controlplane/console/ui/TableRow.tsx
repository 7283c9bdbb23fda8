import { type ReactNode, useRef } from 'react'
import { Check } from './Check.tsx'
import type { Choosing, Column } from './columns.ts'
import classes from './table.module.css'

type Props<Row> = {
  /** Tells how high it is, once it is drawn. */
  measure: (element: Element | null) => void
  /** Which one of the list, and how many px from its top. */
  place: { index: number; start: number }
  columns: readonly Column<Row>[]
  /** Undefined: it has not come yet. */
  row: Row | undefined
  id: string | undefined
  choosing: Choosing | undefined
  isChosen: boolean
  below: ReactNode
}

export function TableRow<Row>({ measure, place, columns, row, id, choosing, isChosen, below }: Props<Row>) {
  return (
    <tr
      ref={measure}
      data-index={place.index}
      aria-rowindex={place.index + 2}
      className={`${classes.row} ${classes.body}`}
      data-chosen={isChosen}
      style={{ transform: `translateY(${place.start}px)`, gridAutoRows: 'minmax(var(--row), auto)' }}
    >
      {row === undefined || id === undefined ? (
        <td className={classes.below}>
          <span className={classes.bar} data-coming />
        </td>
      ) : (
        <>
          {choosing && <Chosen id={id} choosing={choosing} />}
          {columns.map(({ id, cell, isNumber = false }, order) => (
            <td key={id} data-column={id} data-first={order === 0} data-number={isNumber}>
              {cell(row)}
            </td>
          ))}
          {below && <td className={classes.below}>{below}</td>}
        </>
      )}
    </tr>
  )
}

/** With the shift key held down a press means all from what was chosen last to here. */
function Chosen({ id, choosing }: { id: string; choosing: Choosing }) {
  const isRange = useRef(false)
  return (
    <td
      className={classes.select}
      onClickCapture={({ shiftKey }) => {
        isRange.current = shiftKey
      }}
    >
      <Check
        label={choosing.says(id)}
        checked={choosing.isChosen(id)}
        onChange={() => choosing.toggle(id, isRange.current)}
      />
    </td>
  )
}
