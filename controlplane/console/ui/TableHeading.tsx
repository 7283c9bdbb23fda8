import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Check } from './Check.tsx'
import type { Choosing, Column, Sorting } from './columns.ts'
import classes from './table.module.css'

type Props<Row> = {
  columns: readonly Column<Row>[]
  /** The ids of the rows that are drawn. */
  drawn: readonly string[]
  sorting: Sorting | undefined
  choosing: Choosing | undefined
}

export function TableHeading<Row>({ columns, drawn, sorting, choosing }: Props<Row>) {
  return (
    <thead className={classes.heading}>
      <tr className={classes.row} aria-rowindex={1}>
        {choosing && <ChooseShown drawn={drawn} choosing={choosing} />}
        {columns.map((column, order) => (
          <Heading key={column.id} column={column} isFirst={order === 0} sorting={sorting} />
        ))}
      </tr>
    </thead>
  )
}

function ChooseShown({ drawn, choosing }: { drawn: readonly string[]; choosing: Choosing }) {
  const areAll = drawn.length > 0 && drawn.every(choosing.isChosen)
  return (
    <th scope="col" className={classes.select}>
      <Check
        label={choosing.shownSays}
        checked={areAll}
        partly={choosing.hasChosen && !areAll}
        onChange={choosing.toggleShown}
      />
    </th>
  )
}

type HeadingProps<Row> = { column: Column<Row>; isFirst: boolean; sorting: Sorting | undefined }

function Heading<Row>({ column, isFirst, sorting }: HeadingProps<Row>) {
  const { id, head, isSortable = false, isNumber = false } = column
  const isBy = sorting?.by === id
  const isDown = isBy && sorting.isDown
  const Arrow = isDown ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      data-first={isFirst}
      data-number={isNumber}
      aria-sort={isBy ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      {sorting && isSortable ? (
        <button type="button" onClick={() => sorting.turn(id, isBy && !isDown)}>
          {head}
          {isBy && <Arrow size={14} aria-hidden />}
        </button>
      ) : (
        head
      )}
    </th>
  )
}
