import { type FormEvent, type ReactNode, type Ref, useState } from 'react'
import { Button } from './Button.tsx'
import classes from './form.module.css'
import { Tried } from './tried.ts'
import { useOpener } from './useOpener.ts'

type Props = {
  label?: string
  /**
   * `inset`, `grid`: opened where it stands, its fields below or beside each other. `line`: in one line, labels above.
   * `bar`: in one line, without labels. `page`: all that a page is for. `plain`: in a frame of its own.
   */
  layout: 'inset' | 'grid' | 'line' | 'bar' | 'page' | 'plain'
  submit: () => void
  /** Not sent a second time while this holds. */
  isBusy: boolean
  /** What Escape does; left out: nothing. */
  cancel?: () => void
  ref?: Ref<HTMLFormElement>
  children: ReactNode
}

/** Saved once nothing in it is wrong: until then all of that is said at once, in our words, and the first gets the focus. */
export function Form({ label, layout, submit, isBusy, cancel, children, ...others }: Props) {
  const [isTried, setTried] = useState(false)
  useOpener()
  const trySubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wrong = firstWrong(event.currentTarget)
    setTried(wrong !== undefined)
    if (wrong) return wrong.focus()
    if (!isBusy) submit()
  }
  return (
    <form
      {...others}
      noValidate
      className={classes[layout]}
      aria-label={label}
      onKeyDown={event => {
        if (event.key === 'Escape') cancel?.()
        // From where Enter does something else, such as a grid.
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      }}
      onSubmit={trySubmit}
    >
      <Tried value={isTried}>{children}</Tried>
    </form>
  )
}

/** What is typed there cannot be saved, or nothing is and something must be. */
function firstWrong(form: HTMLFormElement): HTMLInputElement | undefined {
  const fields = [...form.elements].filter(element => element instanceof HTMLInputElement)
  return fields.find(
    ({ validity: { customError, valueMissing, patternMismatch } }) =>
      customError || valueMissing || patternMismatch,
  )
}

/** Fields in one line that is no form: every choice holds at once, or goes with the button that is pressed. */
export function FieldLine({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <fieldset className={classes.line} aria-label={label}>
      {children}
    </fieldset>
  )
}

type FootProps = {
  /** What saving is called here, also while it is being done. */
  save: string
  isBusy: boolean
  /** The way back; left out: there is none. */
  cancel?: { says: string; run: () => void }
  /** What stands beside it. */
  children?: ReactNode
}

/** The end of a form: to save, and the way back. */
export function FormFoot({ save, isBusy, cancel, children }: FootProps) {
  return (
    <div className={classes.foot}>
      <Button type="submit" look="primary" disabled={isBusy}>
        {save}
      </Button>
      {cancel && (
        <Button look="quiet" onClick={cancel.run}>
          {cancel.says}
        </Button>
      )}
      {children}
    </div>
  )
}
