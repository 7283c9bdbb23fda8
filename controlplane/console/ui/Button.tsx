import type { ComponentProps, ComponentType } from 'react'
import classes from './button.module.css'

/** `primary`: the one thing a screen is for. `danger`: what destroys. `toggle`: one of several that may hold. */
export type Look = 'plain' | 'primary' | 'quiet' | 'danger' | 'toggle'

/** For what is no button and looks like one, such as a link. */
export function buttonLook(look: Look = 'plain'): string {
  return classes[look]!
}

type Props = Omit<ComponentProps<'button'>, 'className'> & { look?: Look }

/** While `disabled` it does nothing and keeps the focus: who uses the keyboard is still there when it comes back. */
export function Button({ look = 'plain', type = 'button', disabled = false, onClick, ...others }: Props) {
  // What a menu hands to what opens it, its empty class among it, does not change how a button looks.
  return (
    <button
      type={type}
      aria-disabled={disabled || undefined}
      {...others}
      onClick={disabled ? undefined : onClick}
      className={classes[look]}
    />
  )
}

type IconProps = Omit<ComponentProps<'button'>, 'className' | 'children' | 'aria-label' | 'type'> & {
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>
  /** What it does and to what, as it is read out. */
  label: string
  /** What stands beside the pointer; left out: the label. */
  title?: string
}

/** A small act beside what it is about. */
export function IconButton({ icon: Icon, label, title = label, disabled, onClick, ...others }: IconProps) {
  return (
    <button
      type="button"
      aria-disabled={disabled || undefined}
      {...others}
      onClick={disabled ? undefined : onClick}
      className={classes.icon}
      aria-label={label}
      title={title}
    >
      <Icon size={16} aria-hidden />
    </button>
  )
}
