import { type ReactNode, useId } from 'react'
import classes from './field.module.css'
import ui from './ui.module.css'

/** What the control of a field carries, so that its label and what is wrong with it are read out with it. */
export type Control = {
  id: string
  className: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

export type FieldFrame = {
  label: string
  /** The label is only spoken: what stands before the field says it. */
  isLabelHidden?: boolean | undefined
  /** Stays below it. */
  hint?: ReactNode
  /** Why it cannot be so; undefined: it can. */
  problem?: string | undefined
  /** The label at the left, for a column of short fields. */
  isBeside?: boolean | undefined
}

type Props = FieldFrame & { children: (control: Control) => ReactNode }

/** A label, what is filled in, what is wrong with it and what one must know. */
export function Field({ label, hint, problem, children, ...frame }: Props) {
  const id = useId()
  const words = [problem !== undefined && `${id}-problem`, hint !== undefined && `${id}-hint`]
  return (
    <div className={classes.field} data-field data-beside={frame.isBeside}>
      <label htmlFor={id} className={frame.isLabelHidden ? ui.hidden : undefined}>
        {label}
      </label>
      <div>
        {children({
          id,
          className: classes.input!,
          'aria-invalid': problem !== undefined,
          'aria-describedby': words.filter(Boolean).join(' ') || undefined,
        })}
        {problem !== undefined && (
          <p id={`${id}-problem`} role="alert" className={classes.problem}>
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
