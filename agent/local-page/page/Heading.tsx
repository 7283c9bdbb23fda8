/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks'

/** The first heading of a page: who comes there stands at it, also without eyes. */
export function Heading({ text }: { text: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  )
}
