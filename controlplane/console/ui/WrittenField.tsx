import { useMergedRef } from '@mantine/hooks'
import { type Ref, useEffect, useRef, useState } from 'react'
import { Field } from './Field.tsx'
import classes from './field.module.css'

type Props = {
  label: string
  hint?: string | undefined
  problem?: string | undefined
  kind: 'day' | 'time'
  /** As the contract writes it; empty: none. */
  value: string
  /** Empty while what is typed cannot be read, unless it `keeps` what it was. */
  change: (value: string) => void
  keeps?: boolean
  /** Id of what says elsewhere that it cannot be so. */
  describedBy?: string | undefined
  read: (text: string) => string | undefined
  write: (value: string) => string
  /** Why this text is none, and how it is written. */
  explain: (text: string) => string
  required?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement> | undefined
}

/** A value written by hand: written out once the field is left; what cannot be read stays, is explained and blocks its form. */
export function WrittenField({ label, hint, problem, kind, value, change, read, write, ...more }: Props) {
  const { explain, keeps = false, describedBy, ...input } = more
  const [typed, setTyped] = useState({ of: value, text: shown(value, write) })
  const [hasFocus, setFocus] = useState(false)
  if (typed.of !== value) setTyped({ of: value, text: shown(value, write) })
  const isRead = typed.text.trim() === '' || read(typed.text) !== undefined
  const explained = isRead ? undefined : explain(typed.text)
  const own = useRef<HTMLInputElement>(null)
  useEffect(() => own.current?.setCustomValidity(explained ?? ''), [explained])
  const ref = useMergedRef(own, input.ref ?? null)
  return (
    <Field label={label} hint={hint} problem={problem ?? (hasFocus ? undefined : explained)}>
      {control => (
        <input
          {...input}
          {...control}
          aria-invalid={control['aria-invalid'] || describedBy !== undefined}
          aria-describedby={[control['aria-describedby'], describedBy].filter(Boolean).join(' ') || undefined}
          ref={ref}
          className={`${control.className} ${classes[kind]}`}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          value={typed.text}
          onFocus={() => setFocus(true)}
          onChange={event => {
            const text = event.currentTarget.value
            const meant = read(text)
            setTyped({ of: meant ?? (keeps ? value : ''), text })
            if (meant !== undefined || !keeps) change(meant ?? '')
          }}
          onBlur={() => {
            setFocus(false)
            if (read(typed.text) !== undefined) setTyped({ of: value, text: write(value) })
          }}
        />
      )}
    </Field>
  )
}

const shown = (value: string, write: Props['write']) => (value === '' ? '' : write(value))
