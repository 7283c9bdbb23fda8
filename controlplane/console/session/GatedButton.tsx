import { type ComponentProps, useId } from 'react'
import type { PolicyName } from '../../people/rules.ts'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import classes from './session.module.css'
import { useMay } from './useMay.ts'

type Props = Omit<ComponentProps<typeof Button>, 'type'> & { policy: PolicyName }

/**
 * A button that stays where it is for whoever may not press it, with the reason beside it. It keeps the focus while
 * `disabled`, so that a person who uses the keyboard is still there when it comes back.
 */
export function GatedButton({ policy, disabled = false, onClick, children, ...others }: Props) {
  const may = useMay(policy)
  const id = useId()
  if (may.may) {
    const press = disabled ? undefined : onClick
    return (
      <Button {...others} aria-disabled={disabled} onClick={press}>
        {children}
      </Button>
    )
  }
  return (
    <span className={classes.gated}>
      <Button {...others} aria-disabled aria-describedby={id}>
        {children}
      </Button>
      <span id={id} className={ui.soft}>
        {may.reason}
      </span>
    </span>
  )
}
