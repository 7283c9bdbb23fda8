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
  keeps?: boolean | undefined
  read: (text: string) => string | undefined
  write: (value: string) => string
  /** Changes what is shown elsewhere: not with every key, but once the field is left or Enter is pressed. */
  isLate?: boolean | undefined
}

type Props = Writing & {
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  problem?: string | undefined
  kind: 'day' | 'time' | 'hours'
  /** Id of what says elsewhere that it cannot be so. */
  describedBy?: string | undefined
  /** Why this text is none, and how it is written. */
  explain: (text: string) => string
  /** What was read, as it is said beside the field while it is not written out. */
  say?: (value: string) => string
  required?: boolean
  isBeside?: boolean
  maxLength?: number
  placeholder?: string
  ref?: Ref<HTMLInputElement> | undefined
}

/**
 * A value written by hand. What is read of it stands beside it as long as it is typed, and in it once the field is left;
 * what cannot be read stays, is explained and blocks its form.
 */
export function WrittenField({ label, hint, problem, kind, isBeside, ...more }: Props) {
  const { value, change, keeps, isLate, read, write, explain, describedBy, isLabelHidden, say, ...input } =
    more
  const writing = useWriting({ value, change, keeps, isLate, read, write })
  const [hasFocus, setFocus] = useState(false)
  const [isEntered, setEntered] = useState(false)
  const wrong = useWrong(writing, explain, input.required)
  const own = useRef<HTMLInputElement>(null)
  const ref = useMergedRef(own, input.ref ?? null)
  useEffect(() => own.current?.setCustomValidity(wrong.blocks ?? ''), [wrong.blocks])
  const said = problem ?? (hasFocus && !isEntered ? wrong.atOnce : wrong.afterwards)
  const { meant } = writing
  const isToSay = hasFocus && meant !== undefined && writing.text !== write(meant)
  return (
    <Field {...{ label, hint, isLabelHidden, isBeside }} problem={said}>
      {control => (
        <span className={classes.written}>
          <input
            maxLength={30}
            {...input}
            {...control}
            aria-invalid={control['aria-invalid'] || describedBy !== undefined}
            aria-describedby={
              [control['aria-describedby'], describedBy].filter(Boolean).join(' ') || undefined
            }
            ref={ref}
            className={`${control.className} ${classes[kind]}`}
            autoComplete="off"
            spellCheck={false}
            value={writing.text}
            onFocus={() => {
              setFocus(true)
              writing.enter()
            }}
            onChange={event => {
              setEntered(false)
              writing.type(event.currentTarget.value)
            }}
            onKeyDown={({ key }) => {
              if (key !== 'Enter') return
              setEntered(true)
              writing.leave()
            }}
            onBlur={() => {
              setFocus(false)
              writing.leave()
            }}
          />
          <span className={classes.read} aria-live="polite">
            {isToSay && (say ?? write)(meant)}
          </span>
        </span>
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
function useWriting({ value, change, keeps = false, isLate = false, read, write }: Writing) {
  const shown = value === '' ? '' : write(value)
  const [typed, setTyped] = useState({ of: value, text: shown })
  /** What it was when somebody began to type. */
  const [before, setBefore] = useState(value)
  if (typed.of !== value) setTyped({ of: value, text: shown })
  const { text } = typed
  const isBlank = text.trim() === ''
  const meant = isBlank ? undefined : read(text)
  return {
    text,
    meant,
    isRead: isBlank || meant !== undefined,
    enter: () => setBefore(value),
    type(text: string) {
      if (isLate) return setTyped({ of: value, text })
      const meant = read(text) ?? (keeps ? before : '')
      setTyped({ of: meant, text })
      if (meant !== value) change(meant)
    },
    leave() {
      if (isLate && !isBlank && meant === undefined) return
      const left = isLate ? (meant ?? '') : value
      if (meant !== undefined) setTyped({ of: left, text: write(left) })
      if (left !== value) change(left)
    },
  }
}
