/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks'

/**
 * The first heading of a page: who comes there stands at it, also without eyes; and with another `key`, so does who stood
 * at something that went away.
 */
export function Heading({ text }: { text: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  )
}
