import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import layout from './layout.module.css'
import ui from './ui.module.css'

type ToggleProps = {
  isOn: boolean
  press: () => void
  /** How many it would leave, as it is said; undefined: nobody counted. */
  count?: string | undefined
  children: ReactNode
}

/** A quick word of a filter, with how many have it. */
export function Toggle({ isOn, press, count, children }: ToggleProps) {
  return (
    <Button look="toggle" aria-pressed={isOn} onClick={press}>
      {children}
      {count !== undefined && <span className={ui.soft}>{count}</span>}
    </Button>
  )
}

/** Quick words that belong together. */
export function Toggles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className={layout.group}>
      <legend className={ui.hidden}>{label}</legend>
      {children}
    </fieldset>
  )
}
