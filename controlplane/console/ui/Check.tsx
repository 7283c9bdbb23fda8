import type { ReactNode } from 'react'
import classes from './ui.module.css'
import { useShown } from './useShown.ts'

type Props = {
  checked: boolean
  /** What it answers with is what `useShown` waits for. */
  onChange: (isChecked: boolean) => unknown
  /** Some of what it stands for. */
  partly?: boolean
} & ({ children: ReactNode } | { label: string })

/** The browser's own box in our colours: with words beside it, or with a label that is only spoken. */
export function Check({ checked, onChange, partly = false, ...words }: Props) {
  const [shown, show] = useShown(checked)
  return (
    <label className={classes.check}>
      <input
        type="checkbox"
        checked={shown}
        onChange={({ currentTarget: { checked } }) => show(checked, onChange(checked))}
        aria-label={'label' in words ? words.label : undefined}
        ref={element => {
          if (element) element.indeterminate = partly
        }}
      />
      {'children' in words && <span>{words.children}</span>}
    </label>
  )
}
