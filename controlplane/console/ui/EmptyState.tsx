import type { ReactNode } from 'react'
import classes from './ui.module.css'

/** Nothing to show, and what comes next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.notice}>
      <p className={classes.strong}>{title}</p>
      {children}
    </div>
  )
}
