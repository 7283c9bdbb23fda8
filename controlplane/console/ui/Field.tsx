import { type ReactNode, useId } from 'react'
import classes from './field.module.css'

/** What the control of a field carries, so that its label and what is wrong with it are read out with it. */
export type Control = {
  id: string
  className: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

type Frame = {
  label: string
  /** Stays below it. */
  hint?: ReactNode
  /** Why it cannot be so; undefined: it can. */
  problem?: string | undefined
  /** The label at the left, for a column of short fields. */
  isBeside?: boolean
}

type Props = Frame & { children: (control: Control) => ReactNode }

/** A label, what is filled in, what is wrong with it and what one must know. */
export function Field({ label, hint, problem, isBeside = false, children }: Props) {
  const id = useId()
  const words = [problem !== undefined && `${id}-problem`, hint !== undefined && `${id}-hint`]
  return (
    <div className={classes.field} data-beside={isBeside}>
      <label htmlFor={id}>{label}</label>
      <div>
        {children({
          id,
          className: classes.input!,
          'aria-invalid': problem !== undefined,
          'aria-describedby': words.filter(Boolean).join(' ') || undefined,
        })}
        {problem !== undefined && (
          <p id={`${id}-problem`} className={classes.problem}>
            {problem}
          </p>
        )}
        {hint !== undefined && (
          <div id={`${id}-hint`} className={classes.hint}>
            {hint}
          </div>
        )}
      </div>
    </div>
  )
}
