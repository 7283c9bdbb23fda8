import type { CSSProperties } from 'react'
import type { DaySpan, Minute } from '../../locations/hours/rules.ts'
import { timeAt } from '../ui/wallClock.ts'
import classes from './week.module.css'

/** The hours beside a drawn week. */
export function HourColumn({ hours: [from, until] }: { hours: DaySpan }) {
  const count = (until - from) / 60
  return (
    <div className={classes.hours} aria-hidden>
      {Array.from({ length: count }, (_, hour) => from / 60 + hour).map(hour => (
        <span key={hour}>{timeAt(hour * 60)}</span>
      ))}
    </div>
  )
}

/** Where a span stands in a drawn day, in hours below its first. */
export function placed([from, until]: DaySpan, first: Minute): CSSProperties {
  return { '--at': (from - first) / 60, '--length': (until - from) / 60 } as CSSProperties
}

export const spanOf = ([from, until]: DaySpan) => `${timeAt(from)}–${timeAt(until)}`
