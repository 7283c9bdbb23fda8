import type { ComponentType, ReactNode } from 'react'
import classes from './ui.module.css'

/** What is asked of a person: act now, look soon, nothing, or nobody knows. `mended`: it was asked a moment ago. */
export type Tone = 'act' | 'soon' | 'plain' | 'unknown' | 'mended'
export type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>
export type StatusLook = { tone: Tone; icon: Icon }

/** A state as word, icon and colour together; any one of them is enough to read it. */
export function Status({ tone, icon: Icon, children }: StatusLook & { children: ReactNode }) {
  return (
    <span className={classes.status} data-tone={tone}>
      <Icon size={16} aria-hidden />
      <span>{children}</span>
    </span>
  )
}
