import { Popover } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import classes from './acts.module.css'
import { IconButton } from './Button.tsx'

type Item = { key: string; says: string; whyNot: string | undefined; run: () => void }

/** What can be done, behind three dots; what cannot be done now says why. */
export function ActsMenu({ label, acts }: { label: string; acts: readonly Item[] }) {
  const [isOpen, setOpen] = useState(false)
  const dots = useRef<HTMLButtonElement>(null)
  const id = useId()
  const step = (event: KeyboardEvent<HTMLUListElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const all = [...event.currentTarget.querySelectorAll('button')]
    all.at((all.indexOf(event.target as HTMLButtonElement) + by) % all.length)?.focus()
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      onExitTransitionEnd={() => document.activeElement === document.body && dots.current?.focus()}
      position="bottom-end"
      shadow="md"
      trapFocus
      withinPortal={false}
    >
      <Popover.Target>
        <IconButton ref={dots} icon={IconDots} label={label} onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className={classes.menu}>
        <ul onKeyDown={step}>
          {acts.map(({ key, says, whyNot, run }) => (
            <li key={key}>
              <button
                type="button"
                aria-disabled={whyNot !== undefined}
                aria-describedby={whyNot === undefined ? undefined : `${id}-${key}`}
                onClick={() => {
                  if (whyNot !== undefined) return
                  setOpen(false)
                  run()
                }}
              >
                {says}
                {whyNot !== undefined && <span id={`${id}-${key}`}>{whyNot}</span>}
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
