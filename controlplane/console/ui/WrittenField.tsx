import { useMergedRef } from '@mantine/hooks'
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './Field.tsx'
import classes from './field.module.css'
import { useTried } from './tried.ts'

/** How a value is written by hand. */
type Writing = {
  /** As the contract writes it; empty: none. */
  value: string
  /** While what is typed cannot be read: empty, or what it was before when it `keeps` that. */
  change: (value: string) => void
  keeps?: boolean
  read: (text: string) => string | undefined
  write: (value: string) => string
}

type Props = Writing & {
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  problem?: string | undefined
  kind: 'day' | 'time'
  /** Id of what says elsewhere that it cannot be so. */
  describedBy?: string | undefined
  /** Why this text is none, and how it is written. */
  explain: (text: string) => string
  required?: boolean
  placeholder?: string
  ref?: Ref<HTMLInputElement> | undefined
}

/** A value written by hand: written out once the field is left; what cannot be read stays, is explained and blocks its form. */
export function WrittenField({ label, hint, problem, kind, ...more }: Props) {
  const { value, change, keeps, read, write, explain, describedBy, isLabelHidden, ...input } = more
  const writing = useWriting({ value, change, keeps: keeps ?? false, read, write })
  const [hasFocus, setFocus] = useState(false)
  const wrong = useWrong(writing, explain, input.required)
  const own = useRef<HTMLInputElement>(null)
  const ref = useMergedRef(own, input.ref ?? null)
  useEffect(() => own.current?.setCustomValidity(wrong.blocks ?? ''), [wrong.blocks])
  const said = problem ?? (hasFocus ? wrong.atOnce : wrong.afterwards)
  return (
    <Field label={label} isLabelHidden={isLabelHidden ?? false} hint={hint} problem={said}>
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
          value={writing.text}
          onFocus={() => {
            setFocus(true)
            writing.enter()
          }}
          onChange={event => writing.type(event.currentTarget.value)}
          onBlur={() => {
            setFocus(false)
            writing.leave()
          }}
        />
      )}
    </Field>
  )
}

type Written = ReturnType<typeof useWriting>

/** What keeps it from being saved, and what is said of that while it is typed and once the field is left. */
function useWrong({ text, isRead }: Written, explain: Props['explain'], required: boolean | undefined) {
  const { t } = useTranslation()
  const isTried = useTried()
  const unread = isRead ? undefined : explain(text)
  const missing = required && text.trim() === '' ? t('written.missing') : undefined
  const blocks = unread ?? missing
  const onceTried = isTried ? blocks : undefined
  return { blocks, atOnce: onceTried, afterwards: unread ?? onceTried }
}

/** What is typed, beside the value that it means. */
function useWriting({ value, change, keeps, read, write }: Writing) {
  const shown = value === '' ? '' : write(value)
  const [typed, setTyped] = useState({ of: value, text: shown })
  /** What it was when somebody began to type. */
  const [before, setBefore] = useState(value)
  if (typed.of !== value) setTyped({ of: value, text: shown })
  const { text } = typed
  return {
    text,
    isRead: text.trim() === '' || read(text) !== undefined,
    enter: () => setBefore(value),
    type(text: string) {
      const meant = read(text) ?? (keeps ? before : '')
      setTyped({ of: meant, text })
      if (meant !== value) change(meant)
    },
    leave() {
      if (read(text) !== undefined) setTyped({ of: value, text: shown })
    },
  }
}
