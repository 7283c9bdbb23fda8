import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import field from './field.module.css'
import classes from './lists.module.css'

const typingMs = 200
const longest = 100

type Props = {
  label: string
  hint?: string
  id?: string
  /** What the address says. */
  text: string | undefined
  search: (text: string | undefined) => void
}

/** A field that searches while one types; what is typed stands in the address a moment later. */
export function Search({ label, hint, id, text, search }: Props) {
  const [typed, setTyped] = useState({ of: text, text: text ?? '' })
  // What was typed here stays as it was typed, with the space that a next word will follow.
  if (typed.of !== text) setTyped({ of: text, text: typed.text.trim() === text ? typed.text : (text ?? '') })
  const soon = useDebouncedCallback((typed: string) => search(typed.trim() || undefined), typingMs)
  return (
    <input
      type="search"
      id={id}
      className={`${field.input} ${classes.search}`}
      aria-label={label}
      placeholder={hint ?? label}
      value={typed.text}
      maxLength={longest}
      onChange={event => {
        setTyped({ of: text, text: event.currentTarget.value })
        soon(event.currentTarget.value)
      }}
    />
  )
}
