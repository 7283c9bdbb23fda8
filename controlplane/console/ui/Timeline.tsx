import type { ReactNode } from 'react'
import { Moment } from './Moment.tsx'
import classes from './timeline.module.css'

/** `at` in ms since 1970 UTC. */
export type Happening = { key: string | number; at: number; says: ReactNode }

/** What happened, with when it was before it. */
export function Timeline({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <ol className={classes.timeline}>
      {happenings.map(({ key, at, says }) => (
        <li key={key}>
          <Moment at={at} ago="none" />
          <div>{says}</div>
        </li>
      ))}
    </ol>
  )
}
