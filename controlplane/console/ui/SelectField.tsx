import type { ComponentProps } from 'react'
import { Field, type FieldFrame } from './Field.tsx'

type Props<Value extends string> = Omit<FieldFrame, 'isLabelHidden'> & {
  value: Value
  options: readonly { value: Value; says: string }[]
  change: (value: Value) => void
} & Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'id' | 'className' | 'children'>

/** One of a list of words. */
export function SelectField<Value extends string>({ value, options, change, ...all }: Props<Value>) {
  const { label, hint, problem, isBeside, ...select } = all
  return (
    <Field {...{ label, hint, problem, isBeside }}>
      {control => (
        <select
          {...select}
          {...control}
          value={value}
          onChange={event => change(options[event.currentTarget.selectedIndex]!.value)}
        >
          {options.map(({ value, says }) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
