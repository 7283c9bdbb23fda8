import { useMemo, useState } from 'react'

/** Nothing moves under a hand: an order is held while the pointer or the focus is in the list. */
export function useHeld() {
  const [pointer, setPointer] = useState(false)
  const [focus, setFocus] = useState(false)
  const region = useMemo(
    () => ({
      onPointerEnter: (event: React.PointerEvent) => setPointer(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointer(false),
      onFocus: () => setFocus(true),
      onBlur: (event: React.FocusEvent) => setFocus(event.currentTarget.contains(event.relatedTarget)),
    }),
    [],
  )
  return { held: pointer || focus, region }
}
