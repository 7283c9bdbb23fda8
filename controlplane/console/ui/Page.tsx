import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './page.module.css'

/** The path that had the focus last; the first page of a visit takes no focus. */
let arrivedAt: string | undefined
/** The path whose heading took the focus last. */
let focusedAt: string | undefined

type Props = { name: string; headline: ReactNode; sub?: string; aside?: ReactNode; children: ReactNode }

/** A page opens with one sentence; it takes the focus when a person comes from another page and is not typing. */
export function Page({ name, headline, sub, aside, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const path = useRouterState({ select: state => (state.resolvedLocation ?? state.location).pathname })
  useEffect(() => {
    const isTyping = document.activeElement instanceof HTMLInputElement
    const isNew = arrivedAt !== undefined && arrivedAt !== path
    // What stands here once its object has come is another heading than the one that had the focus.
    const isReplaced = focusedAt === path && document.activeElement === document.body
    if ((isNew && !isTyping) || isReplaced) {
      heading.current?.focus({ preventScroll: true })
      focusedAt = path
    }
    arrivedAt = path
  }, [path])
  return (
    <>
      <title>{`${name} · Setwacht`}</title>
      <div className={classes.head}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {headline}
          </h1>
          {sub && <p className={classes.sub}>{sub}</p>}
        </div>
        {aside}
      </div>
      {children}
    </>
  )
}
