import type { ComponentProps } from 'react'
import { Field, type FieldFrame } from './Field.tsx'
import { useShown } from './useShown.ts'

type Props<Value extends string> = Omit<FieldFrame, 'isLabelHidden'> & {
  value: Value
  options: readonly { value: Value; says: string }[]
  /** What it answers with is what `useShown` waits for. */
  change: (value: Value) => unknown
} & Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'id' | 'className' | 'children'>

/** One of a list of words. */
export function SelectField<Value extends string>({ value, options, change, ...all }: Props<Value>) {
  const { label, hint, problem, isBeside, ...select } = all
  const [shown, show] = useShown(value)
  const choose = (value: Value) => show(value, change(value))
  return (
    <Field {...{ label, hint, problem, isBeside }}>
      {control => (
        <select
          {...select}
          {...control}
          value={shown}
          onChange={event => choose(options[event.currentTarget.selectedIndex]!.value)}
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
