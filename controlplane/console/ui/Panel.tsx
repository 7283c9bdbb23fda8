import { type ReactNode, useId } from 'react'
import classes from './panel.module.css'
import { useTab } from './tabs.ts'

type Props = {
  title: ReactNode
  /** Id of the heading, for what leads here: on the page of an object it is one of the tabs. */
  id?: string
  /** Id of the panel itself, where an address can lead to. */
  anchor?: string
  /** At the other end of the line of the heading. */
  aside?: ReactNode
  level?: 2 | 3
  /** Holds names of people: is not printed. */
  isPrivate?: boolean
  children: ReactNode
}

/** A part of a page with its heading. */
export function Panel({ title, id, anchor, aside, level = 2, isPrivate = false, children }: Props) {
  const own = useId()
  useTab(anchor ?? id, title)
  const Heading = `h${level}` as const
  return (
    <section id={anchor} className={classes.panel} aria-labelledby={id ?? own} data-private={isPrivate}>
      <div className={classes.head}>
        <Heading id={id ?? own}>{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  )
}
