import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTable } from '@tanstack/react-table'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetRow } from '../../overview/sets/api.ts'
import { Check } from '../ui/Check.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { parseSetsAddress, type SetsAddress, sortable } from './address.ts'
import { columnsOf, features } from './columns.tsx'
import { isSelected, type Selection, selectedCount } from './selection.ts'
import classes from './sets.module.css'

type Props = {
  address: SetsAddress
  rows: ReadonlyMap<number, SetRow>
  total: number
  isOld: boolean
  virtual: Virtualizer<HTMLDivElement, Element>
  selection: Selection
  toggle: (label: string) => void
  toggleLoaded: () => void
}

const noRows: SetRow[] = []
const ariaSort = { asc: 'ascending', desc: 'descending' } as const

export function SetsTable({ address, rows, total, isOld, virtual, selection, toggle, toggleLoaded }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate({ from: '/sets' })
  const columns = useMemo(() => columnsOf(t, formats), [t, formats])
  const items = virtual.getVirtualItems()
  const drawn = items.flatMap(item => rows.get(item.index) ?? noRows)
  const sorting = [{ id: address.sort ?? 'label', desc: address.direction === 'down' }]
  const table = useTable({
    features,
    columns,
    data: drawn,
    getRowId: row => row.label,
    manualSorting: true,
    enableSortingRemoval: false,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: change => {
      const [next] = typeof change === 'function' ? change(sorting) : change
      const sort = sortable.find(sort => sort === next?.id)
      void navigate({
        search: old => parseSetsAddress({ ...old, sort, direction: next?.desc ? 'down' : undefined }),
        replace: true,
      })
    },
  })
  const byLabel = new Map(table.getRowModel().rows.map(row => [row.id, row]))
  const loadedChosen = drawn.length > 0 && drawn.every(row => isSelected(selection, row.label))
  const someChosen = selectedCount(selection, total) > 0
  return (
    <table
      aria-label={t('sets.table')}
      aria-rowcount={total + 1}
      aria-busy={isOld}
      className={classes.table}
      data-old={isOld}
    >
      <thead className={classes.heading}>
        {table.getHeaderGroups().map(group => (
          <tr key={group.id} className={classes.row} aria-rowindex={1}>
            <th scope="col" className={classes.select}>
              <Check
                label={t('sets.selectShown')}
                checked={loadedChosen}
                partly={someChosen && !loadedChosen}
                onChange={toggleLoaded}
              />
            </th>
            {group.headers.map(header => {
              const sorted = header.column.getIsSorted()
              const Arrow = sorted === 'desc' ? IconArrowDown : IconArrowUp
              return (
                <th
                  scope="col"
                  key={header.id}
                  data-column={header.id}
                  aria-sort={sorted ? ariaSort[sorted] : undefined}
                >
                  {header.column.getCanSort() ? (
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      <table.FlexRender header={header} />
                      {sorted && <Arrow size={14} aria-hidden />}
                    </button>
                  ) : (
                    <table.FlexRender header={header} />
                  )}
                </th>
              )
            })}
          </tr>
        ))}
      </thead>
      <tbody className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const set = rows.get(item.index)
          const row = set && byLabel.get(set.label)
          return (
            <tr
              key={item.key}
              aria-rowindex={item.index + 2}
              className={`${classes.row} ${classes.body}`}
              data-selected={set && isSelected(selection, set.label)}
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              {row ? (
                <>
                  <td className={classes.select}>
                    <Check
                      label={t('sets.select', { label: row.id })}
                      checked={isSelected(selection, row.id)}
                      onChange={() => toggle(row.id)}
                    />
                  </td>
                  {row.getAllCells().map(cell => (
                    <td key={cell.id} data-column={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </>
              ) : (
                <td className={classes.waiting}>
                  <span className={classes.bar} />
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
