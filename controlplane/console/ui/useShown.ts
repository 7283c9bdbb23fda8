import { useState } from 'react'

/**
 * What a control shows whose state is kept elsewhere, on the server or in the address: what was chosen last, until what is
 * `told` of it, a promise, has come back. Without that the browser shows the old one again for a moment.
 */
export function useShown<Value>(kept: Value): [shown: Value, show: (chosen: Value, told: unknown) => void] {
  const [chosen, setChosen] = useState<{ value: Value }>()
  const show = (value: Value, told: unknown) => {
    if (!(told instanceof Promise)) return
    const mine = { value }
    setChosen(mine)
    const settle = () => setChosen(last => (last === mine ? undefined : last))
    told.then(settle, settle)
  }
  return [chosen ? chosen.value : kept, show]
}
