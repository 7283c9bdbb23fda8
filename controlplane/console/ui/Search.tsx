import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { Field } from './Field.tsx'
import classes from './search.module.css'

const typingMs = 200
const longest = 100

type Props = {
  label: string
  /** Above the field, as those of the fields beside it; left out: spoken. */
  isLabelShown?: boolean
  hint?: string
  /** What the address says. */
  text: string | undefined
  search: (text: string | undefined) => void
}

/** A field that searches while one types; what is typed stands in the address a moment later. */
export function Search({ label, isLabelShown = false, hint, text, search }: Props) {
  const [typed, setTyped] = useState({ of: text, text: text ?? '' })
  // What was typed here stays as it was typed, with the space that a next word will follow.
  if (typed.of !== text) setTyped({ of: text, text: typed.text.trim() === text ? typed.text : (text ?? '') })
  const soon = useDebouncedCallback((typed: string) => search(typed.trim() || undefined), typingMs)
  return (
    <div className={classes.search}>
      <Field label={label} isLabelHidden={!isLabelShown}>
        {control => (
          <input
            {...control}
            type="search"
            placeholder={hint ?? label}
            value={typed.text}
            maxLength={longest}
            onChange={event => {
              setTyped({ of: text, text: event.currentTarget.value })
              soon(event.currentTarget.value)
            }}
          />
        )}
      </Field>
    </div>
  )
}
