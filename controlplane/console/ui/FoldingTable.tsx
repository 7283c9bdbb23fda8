import classes from './foldingTable.module.css'

/** `isShort`: beside the one before it where the table is folded. */
type Column<Id> = { id: Id; head: string; isShort?: boolean }
type Props<Row, Id extends string> = {
  label: string
  columns: readonly Column<Id>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  cell: (row: Row, column: Id) => string
}

/** Rows as high as what they say; on a narrow screen they fold into blocks, so that nothing scrolls sideways. */
export function FoldingTable<Row, Id extends string>(props: Props<Row, Id>) {
  const { label, columns, rows, keyOf, cell } = props
  return (
    <table aria-label={label} className={classes.table}>
      <thead>
        <tr>
          {columns.map(({ id, head }) => (
            <th key={id} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={keyOf(row)}>
            {columns.map(({ id, head, isShort = false }) => (
              <td key={id} data-short={isShort}>
                <span className={classes.label}>{head} </span>
                {cell(row, id)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
