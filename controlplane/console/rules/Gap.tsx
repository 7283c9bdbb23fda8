import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field, Problem } from './draft.ts'
import classes from './rules.module.css'
import { useAmountWords } from './useAmountWords.ts'

type Props = {
  field: Field
  /** What somebody typed; undefined: nothing yet. */
  text: string | undefined
  type: (text: string) => void
  problem: Problem | undefined
  /** Id of what says its bounds. */
  describedBy: string
  isRead: boolean
  focus: (isIn: boolean) => void
}

/** A number in a sentence. */
export function Gap({ field, text, type, problem, describedBy, isRead, focus }: Props) {
  const { t } = useTranslation()
  const words = useAmountWords()
  const input = useRef<HTMLInputElement>(null)
  const { name, unit, amount } = field
  const shown = text ?? (amount.value === null ? '' : words.typed(amount.value, unit))
  const placeholder = amount.delivered === null ? t('rules.usual') : undefined
  const behind = words.unit(unit)
  useEffect(() => input.current?.setCustomValidity(problem ?? ''), [problem])
  return (
    <span className={classes.gap}>
      <input
        ref={input}
        aria-label={behind === undefined ? words.name(name) : `${words.name(name)}, ${behind}`}
        aria-invalid={problem !== undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        inputMode={behind === undefined ? 'text' : 'decimal'}
        maxLength={20}
        readOnly={isRead}
        placeholder={placeholder}
        style={{
          width: `${Math.max(shown.length, placeholder && shown === '' ? placeholder.length : 0, 2) + 2}ch`,
        }}
        value={shown}
        onChange={event => type(event.currentTarget.value)}
        onFocus={event => {
          focus(true)
          if (!isRead) event.currentTarget.select()
        }}
        onBlur={() => focus(false)}
      />
      {behind !== undefined && <span aria-hidden>{behind}</span>}
    </span>
  )
}
