import type { ReactNode } from 'react'
import classes from './ui.module.css'

/** What an address leads to is not there: what that may mean, and the way on. */
export function Missing({ next, children }: { next: string; children: ReactNode }) {
  return (
    <div className={classes.missing}>
      <p>{next}</p>
      {children}
    </div>
  )
}
