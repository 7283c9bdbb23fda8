import type { ComponentProps, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, type FieldFrame } from './Field.tsx'
import { focusNextField } from './focus.ts'
import { useTried } from './tried.ts'

type Props = Omit<FieldFrame, 'isLabelHidden'> & {
  value: string
  change: (text: string) => void
  /** How it must be written, and how that is said. */
  written?: { pattern: string; says: string } | undefined
  /** Filled in by a scanner, which ends with Enter: that goes on to the next field and saves nothing. */
  isScanned?: boolean
} & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id' | 'className' | 'children' | 'pattern'>

/** Blanks alone are nothing. */
const somethingWritten = '.*\\S.*'

/** A line of text. */
export function TextField({ value, change, written, isScanned = false, ...all }: Props) {
  const { t } = useTranslation()
  const isTried = useTried()
  const { label, hint, problem, isBeside, ...input } = all
  const pattern = written?.pattern ?? (input.required ? somethingWritten : undefined)
  const lacking = () => {
    if (input.required && value.trim() === '') return t('written.missing')
    return written && value !== '' && !new RegExp(`^(?:${written.pattern})$`).test(value)
      ? written.says
      : undefined
  }
  return (
    <Field {...{ label, hint, isBeside }} problem={problem ?? (isTried ? lacking() : undefined)}>
      {control => (
        <input
          autoComplete="off"
          {...input}
          {...control}
          {...(isScanned && { onKeyDown: goOn })}
          pattern={pattern}
          value={value}
          onChange={event => change(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

function goOn(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  focusNextField(event.currentTarget)
}
