import type { ReactNode } from 'react'
import classes from './folded.module.css'

/** What few people need, behind one line that says what it is. */
export function Folded({ says, children }: { says: ReactNode; children: ReactNode }) {
  return (
    <details className={classes.folded}>
      <summary>{says}</summary>
      {children}
    </details>
  )
}
