import type { ComponentProps } from 'react'
import { Field, type FieldFrame } from './Field.tsx'
import classes from './field.module.css'

type Props = FieldFrame & { value: string; change: (text: string) => void } & Pick<
    ComponentProps<'textarea'>,
    'id' | 'maxLength' | 'placeholder' | 'rows' | 'ref' | 'onKeyDown'
  >

/** A text of several lines. */
export function TextArea({ value, change, label, isLabelHidden, hint, problem, ...area }: Props) {
  return (
    <Field {...{ label, isLabelHidden, hint, problem }}>
      {control => (
        <textarea
          {...area}
          {...control}
          className={`${control.className} ${classes.area}`}
          value={value}
          onChange={event => change(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
