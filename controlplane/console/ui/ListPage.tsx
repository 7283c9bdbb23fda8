import type { ReactNode } from 'react'
import layout from './layout.module.css'
import { Skeleton } from './Skeleton.tsx'

type Props = {
  filters: ReactNode
  /** What the list is narrowed to; undefined: nothing. */
  chosen?: ReactNode
  /** How many there are; undefined: that has not come yet. */
  total: number | undefined
  /** What is said when asking went wrong; undefined: it did not. */
  failed: ReactNode
  /** What is said when there are none. */
  empty: ReactNode
  children: ReactNode
}

/** A list under its filters: old rows stay while new ones load, and nothing to show is words. */
export function ListPage({ filters, chosen, total, failed, empty, children }: Props) {
  return (
    <>
      <div className={layout.bar}>{filters}</div>
      {chosen}
      {failed}
      {total === undefined && !failed && <Skeleton rows={14} />}
      {total === 0 && empty}
      {total !== undefined && total > 0 && children}
    </>
  )
}
