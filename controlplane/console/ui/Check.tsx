import type { ReactNode } from 'react'
import classes from './ui.module.css'

type Props = {
  checked: boolean
  onChange: () => void
  /** Some of what it stands for. */
  partly?: boolean
} & ({ children: ReactNode } | { label: string })

/** The browser's own box in our colours: with words beside it, or with a label that is only spoken. */
export function Check({ checked, onChange, partly = false, ...words }: Props) {
  return (
    <label className={classes.check}>
      <input
        type="checkbox"
        checked={checked}
        onChange={onChange}
        aria-label={'label' in words ? words.label : undefined}
        ref={element => {
          if (element) element.indeterminate = partly
        }}
      />
      {'children' in words && <span>{words.children}</span>}
    </label>
  )
}
