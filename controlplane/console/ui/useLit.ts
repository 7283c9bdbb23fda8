import { useCombobox } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

type Found = {
  /** What stands in the field. */
  text: string
  /** Names of what can be chosen for it, in order. */
  keys: readonly string[]
  /** `searching`: what can be chosen is of other words. `nothing`: it may not be chosen unasked. */
  lights: 'first' | 'nothing' | 'searching'
  /** Takes what is lit, once there is any for what stands there. */
  take: (index: number) => void
  closed?: () => void
}

/**
 * The first of what was found is lit whenever that changes: what Enter and Tab take. `wait` takes it once it comes for
 * the given words, for a key that was faster than the answer.
 */
export function useLit({ text, keys, lights, take, closed }: Found) {
  const [awaited, setAwaited] = useState<string>()
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      closed?.()
    },
  })
  const found = `${lights} ${text} ${keys.join()}`
  const last = useRef<string>(undefined)
  useEffect(() => {
    if (last.current === found) return
    last.current = found
    if (lights !== 'first') return combobox.resetSelectedOption()
    combobox.selectFirstOption()
    if (awaited === undefined) return
    setAwaited(undefined)
    const lit = combobox.getSelectedOptionIndex()
    if (awaited === text && lit !== -1) take(lit)
  })
  return {
    combobox,
    /** Of what can be chosen; -1: nothing is lit. */
    lit: () => (combobox.dropdownOpened && lights === 'first' ? combobox.getSelectedOptionIndex() : -1),
    wait: setAwaited,
  }
}
