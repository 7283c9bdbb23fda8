import type { ReactNode } from 'react'
import classes from './layout.module.css'

/** Things in one line that goes on below when there is no room: what may be pressed, and what is said of it. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>
}
