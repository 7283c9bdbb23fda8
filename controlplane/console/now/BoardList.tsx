import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../overview/board/api.ts'
import { useChildren } from '../parts/useChildren.ts'
import { Button } from '../ui/Button.tsx'
import { Changes } from '../ui/Changes.tsx'
import { useNow } from '../ui/clock.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import ui from '../ui/ui.module.css'
import { useHeld } from '../ui/useHeld.ts'
import { canClose, type NowAddress, toggled } from './address.ts'
import { arrange, type BoardGroup, changesBetween, explainedBy, withNewlyAsking } from './arrangement.ts'
import { GroupHeading } from './GroupHeading.tsx'
import { type Item, itemsOf } from './items.ts'
import classes from './now.module.css'
import { PairRow } from './PairRow.tsx'
import { StormHeading } from './StormHeading.tsx'

/** How soon a row asks for a person. */
const askOf: Partial<Record<BoardGroup, string>> = { asks: 'now', soon: 'soon' }
const rowPx = 37
const headingPx = 49
const overscanRows = 15
/** How often it is looked whether a lesson has come near, or what was mended is no news any more. */
const grainMs = 15_000

export function BoardList({ pairs, storms }: Pick<Board, 'pairs' | 'storms'>) {
  const { t } = useTranslation()
  const address: NowAddress = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const hold = useHeld()
  const at = useNow(grainMs)
  const next = useMemo(() => arrange(pairs, at, explainedBy(storms)), [pairs, storms, at])
  const children = useChildren(next.asks)
  const [shown, setShown] = useState(next)
  // A hand that rests on the list holds its order, but for who asks for a person since then.
  const wanted = hold.held ? withNewlyAsking(shown, next) : next
  if (wanted !== shown) setShown(wanted)
  const items = useMemo(
    () => itemsOf({ pairs, storms, shown, address, children, at }),
    [pairs, storms, shown, address, children, at],
  )
  const changes = hold.held ? changesBetween(shown, next) : 0

  if (items.length === 0)
    return (
      <EmptyState title={t('now.noMatch', { q: address.q ?? '' })}>
        <Button onClick={() => void navigate({ search: {} })}>{t('now.clearFilter')}</Button>
      </EmptyState>
    )
  return (
    <div {...hold.region}>
      <table aria-label={t('now.table')} aria-rowcount={items.length + 1} className={classes.table}>
        <thead className={items.some(item => 'pair' in item) ? classes.columns : ui.hidden}>
          <tr className={classes.row} aria-rowindex={1}>
            <th scope="col">{t('now.columns.who')}</th>
            <th scope="col">{t('now.columns.lesson')}</th>
            <th scope="col">{t('now.columns.home')}</th>
            <th scope="col">{t('now.columns.school')}</th>
            <th scope="col">{t('now.help.who')}</th>
          </tr>
        </thead>
        <Rows
          items={items}
          at={at}
          toggle={group =>
            void navigate({ search: toggled(group, address), replace: true, resetScroll: false })
          }
        />
      </table>
      <Changes count={changes} says={t('now.changes', { count: changes })} release={() => setShown(next)} />
    </div>
  )
}

type RowsProps = { items: readonly Item[]; at: number; toggle: (group: BoardGroup) => void }

function Rows({ items, at, toggle }: RowsProps) {
  const list = useRef<HTMLTableSectionElement>(null)
  const [marginPx, setMarginPx] = useState(0)
  useLayoutEffect(() => setMarginPx(list.current?.offsetTop ?? 0))
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: index => ('pair' in items[index]! ? rowPx : headingPx),
    getItemKey: index => items[index]!.key,
    overscan: overscanRows,
    scrollMargin: marginPx,
  })
  return (
    <tbody ref={list} className={classes.rows} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]!
        return (
          <tr
            key={key}
            aria-rowindex={index + 2}
            ref={virtual.measureElement}
            data-index={index}
            className={'pair' in item ? `${classes.row} ${classes.pair}` : classes.group}
            data-asks={'pair' in item ? askOf[item.group] : undefined}
            style={{ transform: `translateY(${start - marginPx}px)` }}
          >
            {'pair' in item ? (
              <PairRow pair={item.pair} group={item.group} child={item.child} at={at} />
            ) : 'storm' in item ? (
              <StormHeading {...item} at={at} toggle={() => toggle('storm')} />
            ) : (
              <GroupHeading {...item} toggle={canClose(item.group) ? () => toggle(item.group) : undefined} />
            )}
          </tr>
        )
      })}
    </tbody>
  )
}
