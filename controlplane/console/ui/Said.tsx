import { Status, type StatusLook } from './Status.tsx'
import classes from './ui.module.css'

/** A sentence that opens a page and asks for somebody: as a state looks, on as many lines as it needs. */
export function Said({ children, ...look }: StatusLook & { children: string }) {
  return (
    <span className={classes.said}>
      <Status {...look}>{children}</Status>
    </span>
  )
}
