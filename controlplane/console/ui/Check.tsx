import { type ReactNode, useState } from 'react'
import classes from './ui.module.css'

type Props = {
  checked: boolean
  /** What comes back later, as a promise: until then the box shows what was pressed. */
  onChange: (isChecked: boolean) => unknown
  /** Some of what it stands for. */
  partly?: boolean
} & ({ children: ReactNode } | { label: string })

/** The browser's own box in our colours: with words beside it, or with a label that is only spoken. */
export function Check({ checked, onChange, partly = false, ...words }: Props) {
  const [pressed, setPressed] = useState<boolean>()
  const press = (wanted: boolean) => {
    const told = onChange(wanted)
    if (!(told instanceof Promise)) return
    setPressed(wanted)
    const show = () => setPressed(now => (now === wanted ? undefined : now))
    told.then(show, show)
  }
  return (
    <label className={classes.check}>
      <input
        type="checkbox"
        checked={pressed ?? checked}
        onChange={event => press(event.currentTarget.checked)}
        aria-label={'label' in words ? words.label : undefined}
        ref={element => {
          if (element) element.indeterminate = partly
        }}
      />
      {'children' in words && <span>{words.children}</span>}
    </label>
  )
}
