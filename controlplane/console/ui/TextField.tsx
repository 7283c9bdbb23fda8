import type { ComponentProps } from 'react'
import { Field, type FieldFrame } from './Field.tsx'

type Props = Omit<FieldFrame, 'isLabelHidden'> & {
  value: string
  change: (text: string) => void
} & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id' | 'className' | 'children'>

/** A line of text. */
export function TextField({ value, change, ...all }: Props) {
  const { label, hint, problem, isBeside, ...input } = all
  return (
    <Field {...{ label, hint, problem, isBeside }}>
      {control => (
        <input
          autoComplete="off"
          {...input}
          {...control}
          value={value}
          onChange={event => change(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
