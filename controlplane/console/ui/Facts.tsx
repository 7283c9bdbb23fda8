import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** What is known of something, a word and what it is on each line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

type Props = {
  label: ReactNode
  children: ReactNode
  /** At the end of the line: how old it is, which number it has. */
  note?: ReactNode
}

export function Fact({ label, children, note }: Props) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={note === undefined ? classes.wide : undefined}>{children}</dd>
      {note !== undefined && <dd className={classes.note}>{note}</dd>}
    </div>
  )
}
