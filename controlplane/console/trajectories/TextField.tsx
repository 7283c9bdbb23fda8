import { type ReactNode, useId } from 'react'
import field from '../ui/field.module.css'
import classes from './form.module.css'

type TextFieldProps = {
  label: string
  hint?: string
  value: string
  longest: number
  isFirst?: boolean
  isRequired?: boolean
  change: (text: string) => void
  children?: ReactNode
}

/** A line of text with its label above it. */
export function TextField({
  label,
  hint,
  value,
  longest,
  isFirst,
  isRequired,
  change,
  children,
}: TextFieldProps) {
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={field.input}
        value={value}
        placeholder={hint}
        maxLength={longest}
        required={isRequired}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the page is this form, and its heading is read before it
        autoFocus={isFirst}
        onChange={event => change(event.currentTarget.value)}
      />
      {children}
    </div>
  )
}
