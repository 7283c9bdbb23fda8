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
  /** What more is known of it, each on a line of its own. */
  more?: readonly { key: string; says: ReactNode }[]
}

export function Fact({ label, children, note, more = [] }: Props) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={note === undefined ? classes.wide : undefined}>{children}</dd>
      {note !== undefined && <dd className={classes.note}>{note}</dd>}
      {more.map(({ key, says }) => (
        <dd key={key} className={classes.wide}>
          {says}
        </dd>
      ))}
    </div>
  )
}
