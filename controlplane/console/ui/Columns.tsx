import type { ReactNode } from 'react'
import classes from './columns.module.css'

/** How the width is shared: `facts` gives the left one what facts need, `aside` the right one; else most goes left. */
type Split = 'facts' | 'aside' | 'wide' | 'wider'

/** Two columns beside each other, one below the other where they do not fit. */
export function Columns({ split, children }: { split: Split; children: ReactNode }) {
  return (
    <div className={classes.columns} data-split={split}>
      {children}
    </div>
  )
}
