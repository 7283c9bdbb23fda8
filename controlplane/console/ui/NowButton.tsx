import { type ComponentProps, useId } from 'react'
import { Button } from './Button.tsx'
import classes from './nowButton.module.css'

/** `whyNot`: why it cannot be pressed now; undefined: it can. */
type Props = ComponentProps<typeof Button> & { whyNot: string | undefined }

/** What may not be done now stays where it is, and says why on hover and focus. */
export function NowButton({ whyNot, disabled = false, ...button }: Props) {
  const id = useId()
  const isOff = whyNot !== undefined
  return (
    <span className={classes.frame}>
      <Button {...button} disabled={disabled || isOff} aria-describedby={isOff ? id : undefined} />
      {isOff && (
        <span id={id} role="tooltip" className={classes.why}>
          {whyNot}
        </span>
      )}
    </span>
  )
}
