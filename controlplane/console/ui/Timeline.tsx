import type { ReactNode } from 'react'
import { Moment } from './Moment.tsx'
import classes from './timeline.module.css'

/** `at` in ms since 1970 UTC; `from`: when it began, of what lasted. */
export type Happening = { key: string | number; at: number; from?: number; says: ReactNode }

/** What happened, with when it was before it. */
export function Timeline({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <ol className={classes.timeline}>
      {happenings.map(({ key, at, from, says }) => (
        <li key={key}>
          <span>
            <Moment at={at} ago="none" />
            {from !== undefined && (
              <>
                –<Moment at={from} ago="none" />
              </>
            )}
          </span>
          <div>{says}</div>
        </li>
      ))}
    </ol>
  )
}
